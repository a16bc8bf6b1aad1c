"""Why an order is whose it is, and how its base came to be: a sentence a line."""

from __future__ import annotations

from decimal import Decimal

from generator.report.run import JoinedFacts


def explain_order(joined_facts: JoinedFacts, order: str) -> list[str]:
    """Sentences on each source's order of this name; [] where none has it."""
    store = joined_facts.store
    files = {file.number: file.file for file in joined_facts.files}
    sentences: list[str] = []
    for row in store.rows(
        """SELECT source, file, row, day::VARCHAR, state, currency, units, goods, back, untaxed, taxed, code, by_code,
            code_people,
        utm_source, utm_content, by_link, how, person, placement, channel, campaign, is_new FROM orders WHERE
            order_id = ?
        ORDER BY source""",
        [order],
    ):
        (source, file, number, day, state, currency, units, goods, back, total_untaxed, total_taxed, code, by_code,
         code_people, utm_source, utm_content, by_link, how, person, placement, channel, campaign,
         is_new) = row  # fmt: skip

        def money(amount: int, units: int = units, currency: str = currency) -> str:
            places = len(str(units)) - 1
            return f"{Decimal(amount).scaleb(-places):,.{places}f} {currency}"

        sentences.append(f"{order} of {source}: {files[file]}, line {number:,}; day {day or 'unknown'}; {state}")
        if code:
            whose = by_code or ("several people's" if code_people > 1 else "not known")
            sentences.append(f"code `{code}`: {whose}")
        if utm_source or utm_content:
            sentences.append(
                f"link `{utm_source or ''}`, `{utm_content or ''}`: {by_link or 'not known'}"
                f"{f' by {how}' if how else ''}"
            )
        sentences.append(f"counted for: {person or 'not known'}")
        details = [
            f"{name} {value}"
            for name, value in (("placement", placement), ("channel", channel), ("campaign", campaign))
            if value
        ]
        if details:
            sentences.append(", ".join(details))
        if is_new is not None:
            sentences.append(
                "the customer's first order in the files" if is_new else "not the customer's first order in the files"
            )
        share = "" if total_untaxed == total_taxed else f", without tax (× {total_untaxed} / {total_taxed})"
        sentences.append(f"goods after discounts{share}: {money(goods)}; returned: {money(back)}")
        for rank, label, quantity, net, line_back in store.rows(
            "SELECT rank, label, quantity, net, back FROM lines WHERE source = ? AND order_id = ? ORDER BY rank",
            [source, order],
        ):
            sentences.append(
                f"line {rank}, {label or '(no product in the file)'}, {quantity:f}".rstrip("0").rstrip(".")
                + f" pieces: {money(net)}, returned {money(line_back)}"
            )
    return sentences
