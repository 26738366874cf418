// The matrix as a component.
