"""What output looks like, to the blank."""

from toolstack.xe.printer import Printer, layout


class Paper:
    """A terminal that only prints."""

    def __init__(self):
        self.out = []
        self.err = []

    async def print(self, text):
        self.out.append(text)

    async def print_error(self, text):
        self.err.append(text)


RECORD = [("uuid ( RO)", "6c3f"), ("name-description ( RW)", ""), ("bridge ( RO)", "xenbr0")]


def test_a_record():
    assert layout(RECORD) == (
        "uuid ( RO)                : 6c3f\n    name-description ( RW): \n              bridge ( RO): xenbr0\n\n"
    )


def test_values_are_printed_raw():
    assert layout([("a", "b\nc")]) == "a    : b\nc\n\n"


def test_a_record_without_fields_is_blank():
    assert layout([]) == "\n\n"


async def test_one_print_per_record_and_element():
    paper = Paper()
    out = Printer(paper, minimal=False)
    await out.table([RECORD, RECORD])
    await out.list(["a", "b,c"])
    await out.message("done")
    await out.error("but")
    await out.flush()
    assert paper.out == [layout(RECORD), layout(RECORD), "a", "b,c", "done"]
    assert paper.err == ["but"]


async def test_scripts_get_one_line():
    paper = Paper()
    out = Printer(paper, minimal=True)
    await out.message("dropped")
    await out.error("dropped")
    await out.list(["a", "b,c\\"])
    await out.table([RECORD, [("uuid", "7d"), ("x", "y")]])
    assert paper.out == []
    await out.flush()
    assert paper.out == ["6c3f,7d,a,b\\,c\\\\"]
    assert paper.err == []


async def test_scripts_get_later_tables_first():
    paper = Paper()
    out = Printer(paper, minimal=True)
    await out.table([[("a", "1")], [("a", "2")]])
    await out.table([[("a", "3")]])
    await out.flush()
    assert paper.out == ["3,1,2"]


async def test_scripts_get_a_line_even_of_nothing():
    paper = Paper()
    out = Printer(paper, minimal=True)
    await out.flush()
    assert paper.out == [""]


async def test_scripts_get_no_table_with_an_empty_record():
    paper = Paper()
    out = Printer(paper, minimal=True)
    await out.table([[("a", "1")], []])
    await out.flush()
    assert paper.out == [""]
