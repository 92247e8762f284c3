"""The words of delivery reports, in English and French: what happened, why, and what to do.

Each enhanced status code (RFC 3463 §3) that a household meets has one plain
sentence; a code that is not listed is explained by its subject, then by its class.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from homemail.mail.outcome import Action, Outcome


@dataclass(frozen=True, slots=True)
class Words:
    """One language. Mappings by kind use "failure", "delay" and "success"."""

    sender_name: str
    subject: Mapping[str, str]
    greeting: str
    opening: Mapping[str, tuple[str, ...]]
    about_subject: str
    about_date: str
    about_sender: str
    no_sender: str
    instead_of: str
    remote: str
    remote_said: str
    technical: str
    retry_until: str
    help_line: str
    part_notification: str
    part_report: str
    part_headers: str
    part_message: str
    reasons: Mapping[str, str]  # by "subject.detail", then "subject"
    by_action: Mapping[Action, str]


def explain(words: Words, outcome: Outcome) -> str:
    """Why, in one plain sentence."""
    status = outcome.status
    if outcome.action in (Action.DELIVERED, Action.RELAYED):
        return words.by_action[outcome.action]
    for key in (f"{status.subject}.{status.detail}", str(status.subject)):
        if key in words.reasons:
            return words.reasons[key]
    return words.by_action[outcome.action]


def words_of(language: str) -> Words:
    """French for "fr" and its regions, English for all others."""
    return FRENCH if language.lower().startswith("fr") else ENGLISH


ENGLISH = Words(
    sender_name="Mail Delivery System",
    subject={
        "failure": "Undelivered Mail Returned to Sender",
        "delay": "Delayed Mail (still being retried)",
        "success": "Successful Mail Delivery Report",
    },
    greeting="This is the mail system at host {hostname}.",
    opening={
        "failure": (
            "I'm sorry to have to tell you that your message could not be",
            "delivered to everyone. The addresses concerned, and why, are below.",
        ),
        "delay": (
            "This is only a warning: you do not need to send your message again.",
            "It has not been delivered yet. I keep trying.",
        ),
        "success": ("Your message was delivered to the addresses below, as you asked to be told.",),
    },
    about_subject="Subject: {subject}",
    about_date="Date: {date}",
    about_sender="Sender: {sender}",
    no_sender="(none: it was itself a report)",
    instead_of=" (you wrote to {original})",
    remote="the other server",
    remote_said="The mail server {remote} said:",
    technical="Details: {reason} ({status})",
    retry_until="I will keep trying until {until}.",
    help_line="For help, write to {postmaster} and include this report.",
    part_notification="Notification",
    part_report="Delivery report",
    part_headers="Message Headers",
    part_message="Undelivered Message",
    reasons={
        "1.1": "Nobody has this address there. Check how it is spelled.",
        "1.2": "The domain of this address (what stands after the @) does not exist. Check how it is spelled.",
        "1.3": "This address is not written correctly.",
        "1.6": "The person has moved to another address, and left no forwarding.",
        "1.7": "Your own address was refused because it is not written correctly.",
        "1.8": "Your own address was refused: its domain does not exist for the other server.",
        "1.10": "This domain takes no mail at all.",
        "1": "There is something wrong with this address.",
        "2.1": "This mailbox exists, but is closed or takes no mail at present.",
        "2.2": "The mailbox of this person is full.",
        "2.3": "The message is too big for this person's mailbox.",
        "2": "This person's mailbox cannot take the message.",
        "3.1": "The other mail server has no room left.",
        "3.4": "The message is too big for the other mail server.",
        "3.5": "The other mail server, or this one, is not set up to take this message.",
        "3": "The other mail system cannot take the message.",
        "4.1": "The other mail server does not answer.",
        "4.2": "The connection to the other mail server was lost.",
        "4.3": "The name service could not be asked where this mail goes.",
        "4.4": "It is not known where mail for this domain goes.",
        "4.6": "The message goes round in circles: somewhere mail is forwarded back to where it came from.",
        "4.7": "It could not be delivered for too long, so I gave up.",
        "4": "The other mail server could not be reached.",
        "5.2": "The other mail server did not understand a command.",
        "5.3": "The message has too many recipients.",
        "5": "The two mail servers did not understand each other.",
        "6.1": "The other mail server does not take this kind of content.",
        "6.3": "The other mail server takes plain letters only, and this message cannot be turned into them.",
        "6.7": "The other mail server cannot take addresses with such letters.",
        "6": "The content of the message could not be taken by the other mail server.",
        "7.1": "The other mail server refuses the message: it does not accept it from you or from here.",
        "7.8": "The mail provider did not accept the user name or password that HomeMail is set up with.",
        "7.9": "The mail provider did not accept the way HomeMail logs in.",
        "7.10": "A secure connection was asked for and could not be made.",
        "7": "The message was refused for reasons of security or policy.",
    },
    by_action={
        Action.DELIVERED: "It was put into the mailbox.",
        Action.RELAYED: "It was handed on to a server that sends no such reports.",
        Action.DELAYED: "It could not be delivered yet.",
        Action.FAILED: "It could not be delivered.",
    },
)

FRENCH = Words(
    sender_name="Service de distribution du courrier",
    subject={
        "failure": "Message non distribué, retourné à l'expéditeur",
        "delay": "Message retardé (nouveaux essais en cours)",
        "success": "Avis de distribution du message",
    },
    greeting="Ici le service de courrier de la machine {hostname}.",
    opening={
        "failure": (
            "Désolé, votre message n'a pas pu être remis à tous ses destinataires.",
            "Voici les adresses concernées, et pourquoi.",
        ),
        "delay": (
            "Ceci n'est qu'un avertissement : inutile de renvoyer votre message.",
            "Il n'a pas encore été remis. De nouveaux essais auront lieu.",
        ),
        "success": ("Votre message a été remis aux adresses ci-dessous ; vous aviez demandé à en être averti.",),
    },
    about_subject="Objet : {subject}",
    about_date="Date : {date}",
    about_sender="Expéditeur : {sender}",
    no_sender="(aucun : c'était déjà un avis)",
    instead_of=" (vous aviez écrit à {original})",
    remote="l'autre serveur",
    remote_said="Le serveur de courrier {remote} a répondu :",
    technical="Détails : {reason} ({status})",
    retry_until="Les essais continuent jusqu'au {until}.",
    help_line="Pour obtenir de l'aide, écrivez à {postmaster} en joignant cet avis.",
    part_notification="Avis",
    part_report="Rapport de distribution",
    part_headers="En-têtes du message",
    part_message="Message non distribué",
    reasons={
        "1.1": "Personne n'a cette adresse là-bas. Vérifiez son orthographe.",
        "1.2": "Le domaine de cette adresse (ce qui suit le @) n'existe pas. Vérifiez son orthographe.",
        "1.3": "Cette adresse n'est pas écrite correctement.",
        "1.6": "Cette personne a changé d'adresse, sans faire suivre son courrier.",
        "1.7": "Votre propre adresse a été refusée : elle n'est pas écrite correctement.",
        "1.8": "Votre propre adresse a été refusée : son domaine n'existe pas pour l'autre serveur.",
        "1.10": "Ce domaine ne reçoit aucun courrier.",
        "1": "Il y a un problème avec cette adresse.",
        "2.1": "Cette boîte aux lettres existe, mais elle est fermée ou ne reçoit rien en ce moment.",
        "2.2": "La boîte aux lettres de cette personne est pleine.",
        "2.3": "Le message est trop gros pour la boîte aux lettres de cette personne.",
        "2": "La boîte aux lettres de cette personne ne peut pas recevoir le message.",
        "3.1": "L'autre serveur de courrier n'a plus de place.",
        "3.4": "Le message est trop gros pour l'autre serveur de courrier.",
        "3.5": "L'autre serveur, ou celui-ci, n'est pas réglé pour recevoir ce message.",
        "3": "L'autre système de courrier ne peut pas recevoir le message.",
        "4.1": "L'autre serveur de courrier ne répond pas.",
        "4.2": "La connexion avec l'autre serveur de courrier a été coupée.",
        "4.3": "Le service de noms n'a pas pu dire où va ce courrier.",
        "4.4": "On ne sait pas où va le courrier de ce domaine.",
        "4.6": "Le message tourne en rond : quelque part, le courrier est renvoyé d'où il vient.",
        "4.7": "Il n'a pas pu être remis depuis trop longtemps ; les essais sont abandonnés.",
        "4": "L'autre serveur de courrier n'a pas pu être joint.",
        "5.2": "L'autre serveur n'a pas compris une commande.",
        "5.3": "Le message a trop de destinataires.",
        "5": "Les deux serveurs de courrier ne se sont pas compris.",
        "6.1": "L'autre serveur n'accepte pas ce genre de contenu.",
        "6.3": "L'autre serveur n'accepte que les lettres sans accents, et ce message ne peut pas y être ramené.",
        "6.7": "L'autre serveur n'accepte pas les adresses avec de telles lettres.",
        "6": "Le contenu du message n'a pas pu être accepté par l'autre serveur.",
        "7.1": "L'autre serveur refuse le message : il ne l'accepte pas de vous, ou pas d'ici.",
        "7.8": "Le fournisseur n'a pas accepté le nom ou le mot de passe enregistré dans HomeMail.",
        "7.9": "Le fournisseur n'a pas accepté la façon dont HomeMail se connecte.",
        "7.10": "Une connexion sûre était demandée et n'a pas pu être établie.",
        "7": "Le message a été refusé pour des raisons de sécurité ou de règlement.",
    },
    by_action={
        Action.DELIVERED: "Il a été déposé dans la boîte aux lettres.",
        Action.RELAYED: "Il a été transmis à un serveur qui n'envoie pas de tels avis.",
        Action.DELAYED: "Il n'a pas encore pu être remis.",
        Action.FAILED: "Il n'a pas pu être remis.",
    },
)
