"""Columns with personal data that no published page needs."""

from __future__ import annotations

from generator.columns.field import plain

PERSONAL = frozenset(
    plain(name)
    for name in (
        *(
            "email",
            "e-mail",
            "mail",
            "email address",
            "e-mail address",
            "e-mail-adresse",
            "adresse e-mail",
            "courriel",
            "correo",
        ),
        *(
            "phone",
            "phone number",
            "telephone",
            "tel",
            "mobile",
            "cell",
            "whatsapp",
            "telefon",
            "handynummer",
            "téléphone",
        ),
        *(
            "teléfono",
            "address",
            "street",
            "street address",
            "address 1",
            "address 2",
            "address line 1",
            "address line 2",
        ),
        *("shipping address", "postal address", "home address", "zip", "zip code", "postcode", "postal code", "plz"),
        *(
            "code postal",
            "adresse",
            "straße",
            "dirección",
            "birthday",
            "date of birth",
            "birth date",
            "dob",
            "geburtstag",
        ),
        *(
            "age",
            "gender",
            "iban",
            "bank account",
            "bank",
            "bic",
            "paypal",
            "paypal email",
            "tax id",
            "vat",
            "vat id",
            "ssn",
        ),
        *("telefoon", "telefoonnummer", "mobiel", "telefono", "cellulare", "telemóvel", "celular", "móvil", "portable"),
        *("handy", "mobilnummer", "telefonnummer", "numéro de téléphone", "numero di telefono", "numer telefonu"),
        *("indirizzo", "via", "cap", "domicilio", "residenza", "adres", "straat", "endereço", "rua", "cep", "ulica"),
        *("kod pocztowy", "código postal", "codice postale", "anschrift", "rue", "calle", "postadresse"),
        *("geboortedatum", "verjaardag", "leeftijd", "data di nascita", "compleanno", "età", "geburtsdatum", "alter"),
        *("date de naissance", "anniversaire", "âge", "fecha de nacimiento", "cumpleaños", "edad"),
        *("data de nascimento", "aniversário", "idade", "data urodzenia", "urodziny", "wiek", "sexe", "geslacht"),
        *("rekeningnummer", "bankrekening", "conto corrente", "conto bancario", "coordinate bancarie", "bankkonto"),
        *("kontonummer", "bankverbindung", "compte bancaire", "rib", "cuenta bancaria", "conta bancária", "swift"),
        *("numer konta", "konto bankowe", "codice fiscale", "partita iva", "bsn", "btw nummer", "kvk", "nie", "dni"),
        *("cpf", "pesel", "nip", "paspoort", "passaporto", "pasaporte", "reisepass", "correo electrónico"),
        *("posta elettronica", "indirizzo mail", "mailadres", "mailadresse"),
        *("passport", "siret", "steuernummer", "nif", "contact", "contact email", "manager", "agent", "legal name"),
    )
)
"""Columns with personal data that no published page needs."""
_WORDS = ("email", "e mail", "phone", "whatsapp", "whats app", "iban", "birth", "paypal", "pay pal", "passport")
"""Parts of such names; `plain` writes `PayPal` as two words."""


def is_personal(name: str) -> bool:
    """Return whether a column (its `plain` name) holds data that must stay out of the repository."""
    return name in PERSONAL or name.startswith("shipping address") or any(word in name for word in _WORDS)
