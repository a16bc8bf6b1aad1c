"""Tests that an import reads sheets of people as tools and agencies export them, in several languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import person, run_import

SHEETS = {
    "de": "Vorname;Nachname;Ort;Instagram-Account;Follower;Status;Rabattcode;Lieblingsprodukte;Vergütung\n"
    "Jürgen;Groß;Köln;juergen.gross;18,2 Tsd.;freigegeben;JG10;Cloud Balm;Provision\n"
    "Anja;Weiß;Bonn;anja.weiss;ca. 9.000;pausiert;AW10;Boy Brow;bezahlt\n"
    "Ute;Öz;Ulm;uteoez;5.000+;ausstehend;;Boy Brow;\nUli;Alt;Ulm;ulialt;900;beendet;;;\n",
    "fr": "Prénom;Nom;Ville;Compte Instagram;Abonnés;Statut;Code promo;Produits préférés;Rémunération\n"
    "Jürgen;Groß;Köln;@juergen.gross;18,2 k;Approuvée;JG10;Cloud Balm;commission\n"
    "Anja;Weiß;Bonn;@anja.weiss;plus de 9000;En pause;AW10;Boy Brow;payé\n"
    "Ute;Öz;Ulm;@uteoez;5000;En attente;;Boy Brow;\nUli;Alt;Ulm;@ulialt;900;Terminée;;;\n",
    "es": "Nombre;Apellidos;Ciudad;Cuenta de Instagram;Seguidores;Estado;Cupón;Productos favoritos;Remuneración\n"
    "Jürgen;Groß;Köln;juergen.gross;18.200;Activa;JG10;Cloud Balm;comisión\n"
    "Anja;Weiß;Bonn;anja.weiss;~9 mil;Pausado;AW10;Boy Brow;pagado\n"
    "Ute;Öz;Ulm;uteoez;5k;Pendiente;;Boy Brow;\nUli;Alt;Ulm;ulialt;900;Finalizada;;;\n",
    "it": "Nome;Cognome;Città;Profilo Instagram;Follower;Stato;Codice sconto;Prodotti preferiti;Compenso\n"
    "Jürgen;Groß;Köln;juergen.gross;18.200;Attiva;JG10;Cloud Balm;commissione\n"
    "Anja;Weiß;Bonn;anja.weiss;oltre 9000;In pausa;AW10;Boy Brow;pagata\n"
    "Ute;Öz;Ulm;uteoez;5k;In attesa;;Boy Brow;\nUli;Alt;Ulm;ulialt;900;Terminata;;;\n",
    "pl": "Imię;Nazwisko;Miasto;Konto Instagram;Obserwujący;Status;Kod rabatowy;Ulubione produkty;Wynagrodzenie\n"
    "Jürgen;Groß;Köln;juergen.gross;18,2 tys.;aktywny;JG10;Cloud Balm;prowizja\n"
    "Anja;Weiß;Bonn;anja.weiss;ponad 9 tys.;wstrzymana;AW10;Boy Brow;płatna\n"
    "Ute;Öz;Ulm;uteoez;5000;oczekująca;;Boy Brow;\nUli;Alt;Ulm;ulialt;900;zakończony;;;\n",
    "en": "First Name;Last Name;City;IG Handle;Followers;Relationship Status;Discount Codes;Linked Products;Deal Type\n"
    "Jürgen;Groß;Köln;juergen.gross;18.2k;Approved;JG10;Cloud Balm;commission\n"
    "Anja;Weiß;Bonn;anja.weiss;9k+;On hold;AW10;Boy Brow;paid\n"
    "Ute;Öz;Ulm;uteoez;5k;Pending;;Boy Brow;\nUli;Alt;Ulm;ulialt;900;Former;;;\n",
}


@pytest.mark.parametrize("language", SHEETS)
def test_a_sheet_of_people_is_read_in_each_language(site: Path, language: str) -> None:
    code, output = run_import(site, "ambassadors", SHEETS[language])
    assert code == 0, output
    person_values = person(site, "jurgen-gross")
    assert person_values == {
        "name": "Jürgen Groß",
        "location": "Köln",
        "relationship": "affiliate",
        "followers": "18200",
        "code": "JG10",
        "favorites": ["cloud-balm"],
        "socials": {"instagram": "juergen.gross"},
    }
    assert person(site, "anja-weiss") | {"favorites": []} == {
        "name": "Anja Weiß",
        "location": "Bonn",
        "relationship": "paid",
        "followers": "9000",
        "code": "AW10",
        "favorites": [],
        "status": "draft",
        "socials": {"instagram": "anja.weiss"},
    }
    assert person(site, "ute-oz")["status"] == "draft"
    assert person(site, "uli-alt")["status"] == "ended"
    assert output.count("undecided-status") == 1, "only the paused person needs a decision"
    assert "Not read" not in output
    assert "+ ute-oz: Ute Öz; a draft" in output
    assert "+ uli-alt: Uli Alt; ended" in output


def test_a_column_of_regions_or_levels_is_no_state_and_no_tier(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Nome,Estado,Tier\nAna Sol,Bahia,Default\nBo Ray,Paraná,VIP\n")
    assert code == 0, output
    assert "column B (Estado) was not read as status: it names no states such as active or ended (`Bahia`" in output
    assert "column C (Tier) was not read as tier: it names no tiers such as nano or micro (`Default`" in output


def test_a_row_per_platform_is_one_person_with_all_accounts(site: Path) -> None:
    sheet = (
        "Creator,Username,Network,Promo Code\nAna Sol,anasol,Instagram,ANA10\nAna Sol,anasol,TikTok,ANA10\n"
        "Ana Sol,anasol,YouTube,\nBo Ray,boray,YouTube,\n"
    )
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert person(site, "ana-sol")["socials"] == {"instagram": "anasol", "tiktok": "anasol", "youtube": "anasol"}
    assert person(site, "ana-sol")["code"] == "ANA10"
    assert output.count("joined-rows") >= 1
    assert "of this row was added to that one" in output
    assert "0 added, 0 changed, 2 unchanged" in run_import(site, "ambassadors", sheet)[1].replace("ambassadors ", "")


def test_a_contradiction_of_two_rows_is_reported_and_costs_the_second(site: Path) -> None:
    sheet = "Creator,Username,Network,Followers\nAna Sol,anasol,Instagram,42k\nAna Sol,anasol,TikTok,12k\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert "(with another followers)" in output
    assert person(site, "ana-sol")["socials"] == {"instagram": "anasol", "tiktok": "anasol"}


def test_two_people_of_one_name_keep_their_own_values(site: Path) -> None:
    sheet = (
        "Name,Instagram,City,Email\nMai Sol 🌸,mai.one,Huế,two@mail.example\nMai Sol 🌸,mai.two,Pau,two@mail.example\n"
    )
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    cities = {
        person(site, slug)["socials"]["instagram"]: person(site, slug)["location"] for slug in ("mai-sol", "mai-sol-2")
    }
    assert cities == {"mai.one": "Huế", "mai.two": "Pau"}
