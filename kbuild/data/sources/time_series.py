"""`TimeSeries`: windows of a table whose rows are ordered in time."""

from __future__ import annotations

from kbuild.data.columns import with_numbers
from kbuild.data.preparation import CsvFormat
from kbuild.data.sources import Place, csv, parquet
from kbuild.data.table_plan import plan_of
from kbuild.data.table_preparation import Table
from kbuild.data.windows import Window
from kbuild.schemas.data import TimeSeries


def read(source: TimeSeries, place: Place) -> Table:
    """Read the table and decide what its columns are for; windows are taken once it is shared out.

    Raises:
        DataError: When the file is missing, empty, malformed, or lacks a column.
    """
    path = place.file(source.path)
    form = CsvFormat(separator=source.separator, header=source.header, missing_values=source.missing_values)
    is_parquet = path.suffix.lower() == ".parquet"
    frame, origin = parquet.read_frame(path) if is_parquet else csv.read_frame(path, form)
    window = Window(
        length=source.sequence_length,
        stride=source.sequence_stride,
        rate=source.sampling_rate,
        ahead=source.ahead,
        every_step=source.every_step,
    )
    plan = plan_of(source, frame, origin, window)
    return Table(with_numbers(frame.select(plan.columns()), plan.numbers()), plan, origin, form)
