"""Words for states, deals and tiers, in the languages of such sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.columns.cells import CellError, clean, short
from generator.columns.context import ColumnReader, Context
from generator.columns.guess import Guess

Words = Mapping[str, frozenset[str]]


class UndecidedError(CellError):
    """A state that does not exist here: the person must decide what it means for the page."""


def _words(**texts: str) -> Words:
    return {value: frozenset(word.strip() for word in text.split(",")) for value, text in texts.items()}


_STATUS = _words(
    draft="draft, pending, prospect, applied, invited, new, onboarding, lead, entwurf, neu, brouillon, en attente,"
    " nouveau, borrador, pendiente, nuevo, bozza, in attesa, nuovo, rascunho, pendente, novo, concept, nieuw,"
    " szkic, nowy, nowa, ausstehend, wartend, eingeladen, angefragt, invité, invitée, postulé, invitado, invitada,"
    " invitato, invitata, convidado, convidada, oczekujący, oczekująca, zaproszony, zaproszona, uitgenodigd",
    live="live, active, published, approved, running, current, ongoing, online, aktiv, aktive, actif, active, publié,"
    " en ligne, en cours, activo, activa, publicado, publicada, attivo, attiva, pubblicato, ativo, ativa, ao vivo,"
    " actief, gepubliceerd, aktywny, aktywna, aktívny, aktivní, aktif, активен, активна, активный,"
    " freigegeben, genehmigt, approuvé, approuvée, aprobado, aprobada, approvato, approvata, aprovado, aprovada,"
    " goedgekeurd, zatwierdzony, zatwierdzona, attivi, attive, activos, activas, actifs, actives, ativos, ativas,"
    " aktywni, actieve, in corso, en curso, em curso, lopend, laufend, bieżąca",
    ended="ended, inactive, former, past, closed, stopped, archived, alumni, alumna, expired, terminated, beendet,"
    " inaktiv, ehemalig, ehemalige, terminé, terminée, inactif, inactive, ancien, ancienne, finalizado, finalizada,"
    " inactivo, inactiva, terminato, terminata, inattivo, inattiva, encerrado, encerrada, inativo, inativa,"
    " beëindigd, inactief, zakończony, zakończona, nieaktywny, nieaktywna, gestopt, afgelopen, verlopen, geëindigd,"
    " concluso, conclusa,"
    " finito, finita, scaduto, scaduta, cessato, cessata, chiuso, chiusa, abgelaufen, ausgeschieden, fini, finie,"
    " expiré, expirée, terminado, terminada, caducado, caducada, concluído, concluída, wygasł, wygasła",
)
_OTHER_STATES = _words(
    other="paused, pause, on pause, on hold, hold, on break, hiatus, on hiatus, on leave, maternity leave,"
    " left, quit, resigned, declined, rejected, cancelled, canceled, blocked, suspended, opted out, do not contact,"
    " waiting, waitlist, tbc, not active, no longer active, retired, dropped out, deactivated, disabled, pausiert,"
    " in pause, ruht, ruhend, abgesagt, abgelehnt, gekündigt, gesperrt, nicht aktiv, nicht mehr aktiv, elternzeit,"
    " in elternzeit, ausgeschieden, ausgestiegen, warteliste, en pause, suspendu, suspendue, refusé, refusée, annulé,"
    " annulée, parti, partie, arrêté, arrêtée, en congé, congé maternité, plus active, plus actif, en pausa, pausada,"
    " pausado, suspendida, suspendido, rechazada, rechazado, cancelada, cancelado, baja, de baja, retirada, retirado,"
    " en espera, in pausa, sospesa, sospeso, rifiutata, rifiutato, annullata, annullato, ritirata, ritirato, em pausa,"
    " suspensa, suspenso, recusada, recusado, gepauzeerd, pauze, gestopt, geweigerd, wstrzymany, wstrzymana,"
    " zawieszony, zawieszona"
)
"""Words of states that no page has: only a person can decide what they mean."""
_DEALS = _words(
    gifted="gifted, gifting, gift, gifts, seeding, pr, free, barter, trade, exchange, geschenkt, geschenk, offert,"
    " cadeau, cadeaux, don, gratis, regalo, regalado, regali, omaggio, permuta, presente, barteren,"
    " scambio merce, scambio prodotti, scambio, prodotti omaggio, ruil, ruildeal, gratis product, gratis producten,"
    " cambio de producto, intercambio, échange, tausch, produkttausch,"
    " prezent, barter deal",
    paid="paid, sponsored, sponsorship, fee, flat, flat fee, retainer, bezahlt, honorar, payé, payée, rémunéré,"
    " rémunérée, sponsorisé, pagado, pagada, pagato, pagata, remunerado, pago, paga, betaald, płatny, płatna, opłacony",
    affiliate="affiliate, affiliates, commission, cps, affiliation, affilié, affiliée, provision, comisión, afiliado,"
    " afiliada, affiliato, affiliata, affiliazione, commissione, provvigione, provvigioni, comissão, commissie,"
    " provisie, prowizja, afiliacja, rev share,"
    " revenue share, commission only",
    employee="employee, staff, team, mitarbeiterin, mitarbeiter, salarié, salariée, empleado, empleada, dipendente,"
    " funcionário, funcionária, medewerker, pracownik, pracownica",
)
_TIERS = _words(
    nano="nano", micro="micro, mikro", mid="mid, mid-tier, mid tier, mittel", macro="macro, makro", mega="mega"
)


def read_status(cell: str) -> str:
    """Return draft, live or ended for `Active`, `pending`, `terminé`; raise UndecidedError for any other word."""
    text = clean(cell).casefold()
    status = _of_one(text, _STATUS)
    if status:
        return status
    raise UndecidedError(f"`{clean(cell)[:40]}` is neither live, draft nor ended")


def is_other_state(word: str) -> bool:
    """Return whether a word names a state that no page has, such as `paused`."""
    return bool(_of_one(clean(word).casefold(), _OTHER_STATES))


def read_relationship(cell: str) -> str:
    """Return gifted, paid, affiliate or employee for `Gifting`, `Commission` and similar words."""
    reading = guess_relationship(cell)
    return str(reading.value) if isinstance(reading, Guess) else reading


def guess_relationship(cell: str) -> str | Guess:
    """Return a deal; for `affiliate 10%` a Guess, because the rest is dropped."""
    return _guess(cell, _DEALS, "a deal", "gifted, paid, affiliate or employee")


def read_tier(cell: str) -> str:
    """Return nano, micro, mid, macro or mega for `Micro`, `micro-influencer` and similar words."""
    reading = guess_tier(cell)
    return str(reading.value) if isinstance(reading, Guess) else reading


def guess_tier(cell: str) -> str | Guess:
    """Return a tier; for `Micro (10-50k)` a Guess, because the rest is dropped."""
    text = re.sub(
        r"[\s_-]*(?:influencers?|creators?|tier|influenceu(?:r|se)s?)\s*$", "", clean(cell), flags=re.IGNORECASE
    )
    return _guess(text or cell, _TIERS, "a tier", "nano, micro, mid, macro or mega")


def survey_relationships(_cells: Sequence[str], _context: Context) -> ColumnReader:
    """Make the reader for a column of deals."""
    return ColumnReader(guess_relationship)


def survey_tiers(_cells: Sequence[str], _context: Context) -> ColumnReader:
    """Make the reader for a column of tiers."""
    return ColumnReader(guess_tier)


def _of_one(text: str, words: Words) -> str:
    return next((value for value, word in words.items() if text == value or text in word), "")


def _guess(cell: str, words: Words, what: str, allowed_words: str) -> str | Guess:
    text = short(cell).casefold()
    if meaning := _of_one(text, words):
        return meaning
    # A negated word (`no affiliate`) does not count.
    parts = re.findall(r"[^\W\d_]+(?:\s[^\W\d_]+)?|[^\W\d_]+", text) + re.findall(r"[^\W\d_]+", text)
    values = {word for part in parts if (word := _of_one(part, words))}
    denial = re.search(
        r"\b(?:no|not|non|never|un|kein\w*|nicht|sin|sans|pas|ohne|without|senza|geen|nie|bez)\b|\?", text
    )
    if len(values) == 1 and not denial:
        value = values.pop()
        return Guess(value, f"`{clean(cell)[:40]}` was read as `{value}`, and the rest was left out")
    raise CellError(f"`{clean(cell)[:40]}` is not {what}", f"write {allowed_words}")
