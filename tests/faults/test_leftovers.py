"""What a save that was cut short left behind brings nothing back that was deleted since."""

from contextlib import suppress
from random import Random

from annotator.core.gestures import delete
from tests.faults.desk import Desk, no_threads
from tests.faults.fault_files import FaultFiles, Killed, play_dead
from tests.faults.power import new_disk


def test_a_tag_deleted_after_a_save_was_cut_short_stays_deleted() -> None:
    disk, random = new_disk(), Random(1)
    with no_threads():
        files = FaultFiles(inner=disk, act="kill before", kill=play_dead)
        desk = Desk(files, random)
        tag = desk.creation("wire")
        desk.session.apply(tag)
        files.tap = lambda call, name, path: setattr(files, "at", call * (name == "place"))
        with suppress(Killed):
            desk.save()
        disk.kill()
        assert [path for path in disk.files() if path.name.startswith(".~")]

        desk = Desk(disk, random)
        [annotation] = desk.annotations
        desk.session.apply(delete(desk.session.corpus, desk.stamp, [annotation]))
        disk.kill()

        desk = Desk(disk, random)
        assert not desk.annotations
        desk.session.apply(desk.creation("herald"))
        desk.sync()
        disk.kill()

        desk = Desk(disk, random)
        assert [annotation.document for annotation in desk.annotations] == ["herald"]
