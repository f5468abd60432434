"""Formulas that count as `hakemus.costing` does, to the cent.

A spreadsheet counts in binary fractions, in which 249.975 is a little less. So whatever is rounded is first made whole
(an amount in cents, a quantity in thousandths, a percentage in hundredths), multiplied as whole numbers, and cut half
up. That is exact up to 2^53 of these smallest units: ninety billion euros.
"""


def product(quantity: str, price: str) -> str:
    """Return a quantity (three decimals) times a price (two), in euros, half up to the cent."""
    return f"INT((ROUND({quantity}*1000,0)*ROUND({price}*100,0)+500)/1000)/100"


def percentage(amount: str, fraction: str) -> str:
    """Return a fraction (0.19 is nineteen per cent, two decimals of a per cent) of an amount, half up to the cent."""
    return f"INT((ROUND(({amount})*100,0)*ROUND({fraction}*10000,0)+5000)/10000)/100"


def ratio(part: str, whole: str) -> str:
    """Return a part of a whole as a fraction with four decimals, half up; of nothing, an empty text."""
    cents, of = f"ROUND({part}*100,0)", f"ROUND({whole}*100,0)"
    return f'IF({of}=0,"",INT(({cents}*20000+{of})/(2*{of}))/10000)'


def item_amount(amount: str, quantity: str, price: str) -> str:
    """Return an item's amount, given or counted; empty while its numbers are missing."""
    counted = f'IF(AND(ISNUMBER({quantity}),ISNUMBER({price})),{product(quantity, price)},"")'
    return f"=IF(ISNUMBER({amount}),ROUND({amount},2),{counted})"


def work_value(hours: str, machine_hours: str) -> str:
    """Return what hours of people and machines are worth; empty while there are none."""
    people = product(f"N({hours})", "person_hour")
    machines = product(f"N({machine_hours})", "machine_hour")
    return f'=IF(ISNUMBER({hours})+ISNUMBER({machine_hours})>0,ROUND({people}+{machines},2),"")'


def next_year(before: str) -> str:
    """Return the next year in which costs fall, after the one in a cell; empty when there is none."""
    each = (
        f'IFERROR(SMALL({name},COUNTIF({name},"<="&{before})+1),9999)' for name in ("items_year", "work_year")
    )
    return f"MIN({','.join(each)})"


def share(amounts: str, position: int, remainders: str, tenths: str) -> str:
    """Return a part's share with one decimal; what is cut off goes to the largest remainders, the earlier first."""
    own = f"INDEX({remainders},{position})"
    places = f"ROW({remainders})-MIN(ROW({remainders}))+1"
    larger = f"SUMPRODUCT(--({remainders}>{own}))+SUMPRODUCT(({remainders}={own})*({places}<{position}))"
    return (
        f"=IF(ROUND(SUM({amounts})*100,0)=0,0,"
        f"(INDEX({tenths},{position})+IF({larger}<1000-SUM({tenths}),1,0))/1000)"
    )
