"""What may be told of a failure: nothing that the caller sent."""


def where(error: Exception) -> str:
    """File and line of a failure, for those who mend it; all of it that may be logged."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
