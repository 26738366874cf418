package dev.x0xtest.serve.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellQuotaTest {
    @Test
    void admitsSoManyOfEachRun() {
        CellQuota quota = new CellQuota(2);
        assertThat(quota.admits("a")).isTrue();
        assertThat(quota.admits("a")).isTrue();
        assertThat(quota.admits("a")).isFalse();
        assertThat(quota.admits("b")).isTrue();
    }
}
