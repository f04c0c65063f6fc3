"""Files damaged at random: only declared errors, and none takes long."""

import pytest

from tests.abuse.mutating import SECONDS, campaign, readers, run

FEW = {"native": 250, "foreign": 350, "html": 1500, "text": 1500, "archive": 1500, "json": 1500}


@pytest.mark.parametrize("name", readers())
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    report = run(name, 1, FEW[name])
    assert not report.failures
    assert 0 < report.accepted < report.inputs


@pytest.mark.campaign
def test_a_million_damaged_files_are_read_or_refused() -> None:
    reports = campaign(1_000_000)
    for name, report in reports.items():
        print(name, report.inputs, report.accepted, f"{report.slowest:.3f}")
        assert not report.failures
        assert report.slowest <= SECONDS
    assert sum(report.inputs for report in reports.values()) >= 1_000_000
