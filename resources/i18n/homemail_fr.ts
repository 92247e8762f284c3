<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>HomeMail</name>
    <message>
        <source>(notice of HomeMail)</source>
        <translation>(avis de HomeMail)</translation>
    </message>
    <message>
        <source>A check that leaves the Received lines out of mail that leaves</source>
        <translation>Un contrôle qui retire les lignes Received du courrier qui sort</translation>
    </message>
    <message>
        <source>A domain such as example.org, or .example.org for what is below it.</source>
        <translation>Un domaine comme example.org, ou .example.org pour ses sous-domaines.</translation>
    </message>
    <message>
        <source>A header line has a name and a colon, such as X-Note: hello.</source>
        <translation>Une ligne d’en-tête commence par un nom suivi de deux-points.</translation>
    </message>
    <message>
        <source>A login is set but no password is kept for it: the relay will refuse the mail.</source>
        <translation>Un identifiant est indiqué, mais aucun mot de passe n’est conservé : le relais refusera le courrier.</translation>
    </message>
    <message>
        <source>A name and a password are all it takes; the mailbox is there at once.</source>
        <translation>Un nom et un mot de passe suffisent ; la boîte est prête aussitôt.</translation>
    </message>
    <message>
        <source>A network of the house</source>
        <translation>Un réseau de la maison</translation>
    </message>
    <message>
        <source>A network such as 192.168.1.0/24, or one address.</source>
        <translation>Un réseau comme 192.168.1.0/24, ou une seule adresse.</translation>
    </message>
    <message>
        <source>A password only travels encrypted; old programs without TLS cannot log in.</source>
        <translation>Un mot de passe ne circule que chiffré ; les anciens programmes sans TLS ne peuvent pas se connecter.</translation>
    </message>
    <message>
        <source>A regular expression, searched in “Name: value”; capitals do not matter</source>
        <translation>Une expression régulière, cherchée dans toute la ligne, nom compris ; la casse ne compte pas</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add someone</source>
        <translation>Ajouter quelqu’un</translation>
    </message>
    <message>
        <source>Add the first person</source>
        <translation>Ajouter la première personne</translation>
    </message>
    <message>
        <source>Add {network}</source>
        <translation>Ajouter {network}</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address for the outside</source>
        <translation>Adresse pour l’extérieur</translation>
    </message>
    <message>
        <source>Address to try</source>
        <translation>Adresse à essayer</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adresses</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>All mail</source>
        <translation>Tout le courrier</translation>
    </message>
    <message>
        <source>An address, such as postmaster or someone@example.org</source>
        <translation>Une adresse, comme postmaster ou quelquun@example.org</translation>
    </message>
    <message>
        <source>Anna Martin</source>
        <translation>Anna Martin</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Demander</translation>
    </message>
    <message>
        <source>Ask the engine for the whole log</source>
        <translation>Interroger le moteur sur tout le journal</translation>
    </message>
    <message>
        <source>Ask this check earlier (Alt+Up)</source>
        <translation>Consulter ce contrôle plus tôt (Alt+Haut)</translation>
    </message>
    <message>
        <source>Ask this check later (Alt+Down)</source>
        <translation>Consulter ce contrôle plus tard (Alt+Bas)</translation>
    </message>
    <message>
        <source>At least {n} characters.</source>
        <translation>Au moins {n} caractères.</translation>
    </message>
    <message>
        <source>At once on {ports}</source>
        <translation>D’emblée sur {ports}</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Autorité</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>En raison de</translation>
    </message>
    <message>
        <source>Becomes: {line}</source>
        <translation>Devient : {line}</translation>
    </message>
    <message>
        <source>Before it comes: {line}</source>
        <translation>Précédée de : {line}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Certificate in use</source>
        <translation>Certificat en service</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Le changer</translation>
    </message>
    <message>
        <source>Changing the password…</source>
        <translation>Changement du mot de passe…</translation>
    </message>
    <message>
        <source>Check {n}</source>
        <translation>Contrôle {n}</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Fermer cet avis</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Computers of {network} log in before they send.</source>
        <translation>Les ordinateurs de {network} s’identifient avant d’envoyer.</translation>
    </message>
    <message>
        <source>Computers of {network} may send without a login from now on.</source>
        <translation>Les ordinateurs de {network} peuvent désormais envoyer sans s’identifier.</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Connexion perdue</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>Différé</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Delete the message from {sender} to {recipients}? Nobody will be told.</source>
        <translation>Supprimer le message de {sender} à {recipients} ? Personne n’en sera averti.</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Do not close</source>
        <translation>Ne pas fermer</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domaine</translation>
    </message>
    <message>
        <source>Drop the chosen messages (Del)</source>
        <translation>Retirer les messages choisis (Suppr)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Précédents</translation>
    </message>
    <message>
        <source>Empty: no login</source>
        <translation>Vide : sans identifiant</translation>
    </message>
    <message>
        <source>Empty: straight delivery</source>
        <translation>Vide : livraison directe</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Chiffrement</translation>
    </message>
    <message>
        <source>Ended on {day}</source>
        <translation>Expiré le {day}</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Every listener is switched off in the settings.</source>
        <translation>Tous les ports sont désactivés dans les réglages.</translation>
    </message>
    <message>
        <source>Every message has left or is in its mailbox.</source>
        <translation>Chaque message est parti ou se trouve dans sa boîte.</translation>
    </message>
    <message>
        <source>Every step of every message, as it happens.</source>
        <translation>Chaque étape de chaque message, en direct.</translation>
    </message>
    <message>
        <source>Every waiting message is tried now.</source>
        <translation>Un nouvel essai est fait pour chaque message en attente.</translation>
    </message>
    <message>
        <source>Everything is ready, but nobody lives here yet.</source>
        <translation>Tout est prêt, mais personne n’habite encore ici.</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Expliquer</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtres</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>Empreinte (SHA-256)</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Flowing in part</source>
        <translation>Circule en partie</translation>
    </message>
    <message>
        <source>Following the rules…</source>
        <translation>Application des règles…</translation>
    </message>
    <message>
        <source>For example {example}</source>
        <translation>Par exemple {example}</translation>
    </message>
    <message>
        <source>For the devices</source>
        <translation>Pour les appareils</translation>
    </message>
    <message>
        <source>For the names</source>
        <translation>Pour les noms</translation>
    </message>
    <message>
        <source>For the outside</source>
        <translation>Pour l’extérieur</translation>
    </message>
    <message>
        <source>From everywhere</source>
        <translation>De partout</translation>
    </message>
    <message>
        <source>From trusted networks only</source>
        <translation>Des réseaux de confiance seulement</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nom complet</translation>
    </message>
    <message>
        <source>Give someone a mailbox (Ctrl+N)</source>
        <translation>Donner une boîte à quelqu’un (Ctrl+N)</translation>
    </message>
    <message>
        <source>Give the first person a name and a password; then their computer can send and read.</source>
        <translation>Donnez à la première personne un nom et un mot de passe ; son ordinateur pourra alors envoyer et lire.</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Va à</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>D’accord</translation>
    </message>
    <message>
        <source>Header checks</source>
        <translation>Contrôles d’en-tête</translation>
    </message>
    <message>
        <source>Header line</source>
        <translation>Ligne d’en-tête</translation>
    </message>
    <message>
        <source>Header to try</source>
        <translation>En-tête à essayer</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Retenu</translation>
    </message>
    <message>
        <source>Hide our computers from the outside</source>
        <translation>Cacher nos ordinateurs à l’extérieur</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Retenir</translation>
    </message>
    <message>
        <source>Hold the lines still (Ctrl+P)</source>
        <translation>Figer les lignes (Ctrl+P)</translation>
    </message>
    <message>
        <source>Hold the message</source>
        <translation>Retenir le message</translation>
    </message>
    <message>
        <source>House</source>
        <translation>Maison</translation>
    </message>
    <message>
        <source>How mail reaches the outside.</source>
        <translation>Comment le courrier gagne l’extérieur.</translation>
    </message>
    <message>
        <source>In the house</source>
        <translation>Dans la maison</translation>
    </message>
    <message>
        <source>In trouble</source>
        <translation>En difficulté</translation>
    </message>
    <message>
        <source>Is mail flowing, and if not, what to do about it.</source>
        <translation>Le courrier circule-t-il, et sinon, que faire.</translation>
    </message>
    <message>
        <source>It is back.</source>
        <translation>C’est rétabli.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation>Le laisser tourner</translation>
    </message>
    <message>
        <source>Keep mail flowing</source>
        <translation>Laisser circuler le courrier</translation>
    </message>
    <message>
        <source>Keep the chosen messages back (Ctrl+H)</source>
        <translation>Retenir les messages choisis (Ctrl+H)</translation>
    </message>
    <message>
        <source>Kept; type to replace it</source>
        <translation>Conservé ; saisir pour le remplacer</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Last reason</source>
        <translation>Dernière raison</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Suivants</translation>
    </message>
    <message>
        <source>Latest deliveries</source>
        <translation>Dernières remises</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Ne pas l’ajouter</translation>
    </message>
    <message>
        <source>Leave the line out</source>
        <translation>Retirer la ligne</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Retirée</translation>
    </message>
    <message>
        <source>Let the held messages go (Ctrl+L)</source>
        <translation>Laisser partir les messages retenus (Ctrl+L)</translation>
    </message>
    <message>
        <source>Letters, digits, dots and hyphens, as before the @ of an address.</source>
        <translation>Lettres, chiffres, points et traits d’union, comme avant le @ d’une adresse.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Login without TLS</source>
        <translation>Connexion sans TLS</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Looking for the engine.</source>
        <translation>Recherche du moteur.</translation>
    </message>
    <message>
        <source>Mail domain</source>
        <translation>Domaine de messagerie</translation>
    </message>
    <message>
        <source>Mail flows with the settings from before: the file has a mistake.</source>
        <translation>Le courrier circule avec les réglages précédents : le fichier contient une erreur.</translation>
    </message>
    <message>
        <source>Mail for the name goes to the targets instead.</source>
        <translation>Le courrier adressé à ce nom va à ses destinataires.</translation>
    </message>
    <message>
        <source>Mail for the outside goes straight to each recipient's own server (MX).</source>
        <translation>Le courrier pour l’extérieur va droit au serveur de chaque destinataire (MX).</translation>
    </message>
    <message>
        <source>Mail for the outside goes through {host}, port {port}, as {login}.</source>
        <translation>Le courrier pour l’extérieur passe par {host}, port {port}, en tant que {login}.</translation>
    </message>
    <message>
        <source>Mail for the outside goes through {host}, port {port}, without a login.</source>
        <translation>Le courrier pour l’extérieur passe par {host}, port {port}, sans identifiant.</translation>
    </message>
    <message>
        <source>Mail for these domains does not take the relay above.</source>
        <translation>Le courrier pour ces domaines ne passe pas par le relais ci-dessus.</translation>
    </message>
    <message>
        <source>Mail for {domain} goes this way at once.</source>
        <translation>Le courrier pour {domain} prend aussitôt ce chemin.</translation>
    </message>
    <message>
        <source>Mail for {domain} takes the usual way again.</source>
        <translation>Le courrier pour {domain} reprend le chemin habituel.</translation>
    </message>
    <message>
        <source>Mail for {domain} takes the usual way again; its password is forgotten.</source>
        <translation>Le courrier pour {domain} reprend le chemin habituel ; son mot de passe est oublié.</translation>
    </message>
    <message>
        <source>Mail for {name} goes there from now on.</source>
        <translation>Le courrier pour {name} y va désormais.</translation>
    </message>
    <message>
        <source>Mail is flowing</source>
        <translation>Le courrier circule</translation>
    </message>
    <message>
        <source>Mail is flowing.</source>
        <translation>Le courrier circule.</translation>
    </message>
    <message>
        <source>Mail is not accepted at the moment.</source>
        <translation>Le courrier n’est pas accepté en ce moment.</translation>
    </message>
    <message>
        <source>Mail keeps flowing</source>
        <translation>Le courrier continue de circuler</translation>
    </message>
    <message>
        <source>Mail that comes in</source>
        <translation>Courrier qui entre</translation>
    </message>
    <message>
        <source>Mail that leaves</source>
        <translation>Courrier qui sort</translation>
    </message>
    <message>
        <source>Mail that was accepted is safe. The window notices when the engine is back.</source>
        <translation>Le courrier accepté est en sûreté. La fenêtre remarquera le retour du moteur.</translation>
    </message>
    <message>
        <source>Mail to try</source>
        <translation>Courrier à essayer</translation>
    </message>
    <message>
        <source>Make this the home's post office</source>
        <translation>En faire le bureau de poste de la maison</translation>
    </message>
    <message>
        <source>Making the mailbox…</source>
        <translation>Création de la boîte…</translation>
    </message>
    <message>
        <source>Messages in the queue</source>
        <translation>Messages dans la file d’attente</translation>
    </message>
    <message>
        <source>Most providers take outgoing mail at a relay of theirs; straight delivery from a home is often refused.</source>
        <translation>La plupart des fournisseurs prennent le courrier sortant à leur relais ; l’envoi direct depuis un foyer est souvent refusé.</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>Nom de cet ordinateur</translation>
    </message>
    <message>
        <source>Name, before the @</source>
        <translation>Nom, avant le @</translation>
    </message>
    <message>
        <source>Name, name@host or @domain</source>
        <translation>Nom, nom@hôte ou @domaine</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>New check</source>
        <translation>Nouveau contrôle</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nouvelle ligne</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password for {name}</source>
        <translation>Nouveau mot de passe pour {name}</translation>
    </message>
    <message>
        <source>New password…</source>
        <translation>Nouveau mot de passe…</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Prochain essai</translation>
    </message>
    <message>
        <source>No alias yet. A usual first one: postmaster, to whoever looks after the mail.</source>
        <translation>Aucun alias pour l’instant. Le premier est souvent postmaster, vers la personne qui s’occupe du courrier.</translation>
    </message>
    <message>
        <source>No check yet: headers pass as they are.</source>
        <translation>Aucun contrôle : les en-têtes passent tels quels.</translation>
    </message>
    <message>
        <source>No computer of the house can reach the engine.</source>
        <translation>Aucun ordinateur de la maison ne peut joindre le moteur.</translation>
    </message>
    <message>
        <source>No domain has a way of its own yet.</source>
        <translation>Aucun domaine n’a encore de chemin à lui.</translation>
    </message>
    <message>
        <source>No line holds this.</source>
        <translation>Aucune ligne ne contient cela.</translation>
    </message>
    <message>
        <source>No message fits this search.</source>
        <translation>Aucun message ne correspond à cette recherche.</translation>
    </message>
    <message>
        <source>No port is open</source>
        <translation>Aucun port ouvert</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nº</translation>
    </message>
    <message>
        <source>Nobody lives here yet.</source>
        <translation>Personne n’habite encore ici.</translation>
    </message>
    <message>
        <source>None (readable on the way)</source>
        <translation>Aucune (lisible en chemin)</translation>
    </message>
    <message>
        <source>None is kept</source>
        <translation>Aucun n’est conservé</translation>
    </message>
    <message>
        <source>None: everyone logs in before sending to the outside.</source>
        <translation>Aucun : chacun s’identifie avant d’envoyer vers l’extérieur.</translation>
    </message>
    <message>
        <source>Not a regular expression: look at character {n}.</source>
        <translation>Ce n’est pas une expression régulière : voyez le caractère {n}.</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Pas encore essayé</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Note it in the log</source>
        <translation>Noter dans le journal</translation>
    </message>
    <message>
        <source>Noted in the log</source>
        <translation>Notée dans le journal</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Rien ne s’est encore passé.</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>Rien n’est envoyé</translation>
    </message>
    <message>
        <source>Nothing waits, and every port is open.</source>
        <translation>Rien n’attend et tous les ports sont ouverts.</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Rien n’attend.</translation>
    </message>
    <message>
        <source>Nothing yet. Messages appear here as they leave or arrive.</source>
        <translation>Rien encore. Les messages apparaissent ici quand ils partent ou arrivent.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Actuellement</translation>
    </message>
    <message>
        <source>Nowhere: no port is open</source>
        <translation>Nulle part : aucun port n’est ouvert</translation>
    </message>
    <message>
        <source>Old programs in the house can log in; from elsewhere a password only travels encrypted.</source>
        <translation>Les anciens programmes de la maison peuvent se connecter ; venu d’ailleurs, un mot de passe ne circule que chiffré.</translation>
    </message>
    <message>
        <source>Older lines may: press Enter to search the whole log.</source>
        <translation>Des lignes plus anciennes, peut-être : Entrée cherche dans tout le journal.</translation>
    </message>
    <message>
        <source>One computer</source>
        <translation>Un ordinateur</translation>
    </message>
    <message>
        <source>Only mail that leaves the house</source>
        <translation>Seulement le courrier qui quitte la maison</translation>
    </message>
    <message>
        <source>Only the server's name, such as smtp.example.org.</source>
        <translation>Seulement le nom du serveur, comme smtp.example.org.</translation>
    </message>
    <message>
        <source>Only this message</source>
        <translation>Ce message seulement</translation>
    </message>
    <message>
        <source>Open the queue</source>
        <translation>Ouvrir la file d’attente</translation>
    </message>
    <message>
        <source>Other ways for single domains</source>
        <translation>Autres chemins pour certains domaines</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Partie</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Passwords from outside may travel readable. Choose this only behind a network you trust.</source>
        <translation>Les mots de passe venus de l’extérieur peuvent circuler en clair. À ne choisir que derrière un réseau sûr.</translation>
    </message>
    <message>
        <source>Paste header lines; the check in the form is tried with the others.</source>
        <translation>Collez des lignes d’en-tête ; le contrôle du formulaire est essayé avec les autres.</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>People of the house</source>
        <translation>Personnes de la maison</translation>
    </message>
    <message>
        <source>People or addresses, with commas between</source>
        <translation>Personnes ou adresses, séparées par des virgules</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>Protection</translation>
    </message>
    <message>
        <source>Put a line before it</source>
        <translation>Insérer une ligne avant</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>File d’attente</translation>
    </message>
    <message>
        <source>Queue ID</source>
        <translation>N° de file</translation>
    </message>
    <message>
        <source>Read the settings again</source>
        <translation>Relire les réglages</translation>
    </message>
    <message>
        <source>Reading the settings…</source>
        <translation>Lecture des réglages…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Reason given</source>
        <translation>Raison donnée</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinataire</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Destinataires</translation>
    </message>
    <message>
        <source>Redirect the message</source>
        <translation>Rediriger le message</translation>
    </message>
    <message>
        <source>Refuse the message</source>
        <translation>Refuser le message</translation>
    </message>
    <message>
        <source>Relay of your provider</source>
        <translation>Relais de votre fournisseur</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Libérer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Retirer {name}</translation>
    </message>
    <message>
        <source>Remove {name} with all mail in the mailbox? This cannot be undone.</source>
        <translation>Retirer {name} avec tout le courrier de sa boîte ? C’est irréversible.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>Removing the mailbox…</source>
        <translation>Suppression de la boîte…</translation>
    </message>
    <message>
        <source>Replace the line</source>
        <translation>Remplacer la ligne</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>Tout réessayer</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Renvoyé</translation>
    </message>
    <message>
        <source>Running, version {version}, process {pid}</source>
        <translation>En marche, version {version}, processus {pid}</translation>
    </message>
    <message>
        <source>STARTTLS if offered</source>
        <translation>STARTTLS si proposé</translation>
    </message>
    <message>
        <source>STARTTLS, required</source>
        <translation>STARTTLS, exigé</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>Enregistrer (Ctrl+S)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>Saved. New mail goes this way at once.</source>
        <translation>Enregistré. Le nouveau courrier prend aussitôt ce chemin.</translation>
    </message>
    <message>
        <source>Saved. New mail is checked this way at once.</source>
        <translation>Enregistré. Le nouveau courrier est aussitôt contrôlé ainsi.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Search older lines</source>
        <translation>Chercher plus loin</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Chercher dans le journal</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>Chercher dans la file d’attente</translation>
    </message>
    <message>
        <source>Search: an address, a queue ID, a word</source>
        <translation>Chercher : une adresse, un n° de file, un mot</translation>
    </message>
    <message>
        <source>Search: queue ID, sender or recipient</source>
        <translation>Chercher : n° de file, expéditeur ou destinataire</translation>
    </message>
    <message>
        <source>Searching the whole log…</source>
        <translation>Recherche dans tout le journal…</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sécurité</translation>
    </message>
    <message>
        <source>Send a message and watch it pass here.</source>
        <translation>Envoyez un message et regardez-le passer ici.</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Expéditeur</translation>
    </message>
    <message>
        <source>Sender in the house</source>
        <translation>Expéditeur dans la maison</translation>
    </message>
    <message>
        <source>Sender rewriting</source>
        <translation>Réécriture de l’expéditeur</translation>
    </message>
    <message>
        <source>Sender to try</source>
        <translation>Expéditeur à essayer</translation>
    </message>
    <message>
        <source>Senders leave the house as they are.</source>
        <translation>Les expéditeurs quittent la maison tels quels.</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Envoi</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Remis</translation>
    </message>
    <message>
        <source>Sent by (optional)</source>
        <translation>Envoyé par (facultatif)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Server for the domain</source>
        <translation>Serveur pour le domaine</translation>
    </message>
    <message>
        <source>Setting up the house…</source>
        <translation>Installation de la maison…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>Fichier des réglages</translation>
    </message>
    <message>
        <source>Settings refused</source>
        <translation>Réglages refusés</translation>
    </message>
    <message>
        <source>Shall mail keep flowing when this window is closed? The answer is remembered; Settings can change it.</source>
        <translation>Le courrier doit-il circuler une fois la fenêtre fermée ? La réponse est retenue ; les Réglages permettent d’en changer.</translation>
    </message>
    <message>
        <source>Show the flow</source>
        <translation>Voir le flux</translation>
    </message>
    <message>
        <source>Signed by the house's own authority and renewed by itself. A device that trusts the authority asks no more.</source>
        <translation>Signé par l’autorité de la maison et renouvelé tout seul. Un appareil qui se fie à cette autorité ne demande plus rien.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Start the engine</source>
        <translation>Démarrer le moteur</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Stays as it is</source>
        <translation>Reste telle quelle</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Stop the engine</source>
        <translation>Arrêter le moteur</translation>
    </message>
    <message>
        <source>Stop the engine? No computer of the house can send or read until it runs again.</source>
        <translation>Arrêter le moteur ? Aucun ordinateur de la maison ne pourra envoyer ni lire avant son redémarrage.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Arrêt en cours</translation>
    </message>
    <message>
        <source>Straight to its own server (MX)</source>
        <translation>Directement à son propre serveur (MX)</translation>
    </message>
    <message>
        <source>Strangers: this is part of the internet</source>
        <translation>Des inconnus : c’est une partie d’Internet</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>TLS at once</source>
        <translation>TLS d’emblée</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Destinataires</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>The address at your provider</source>
        <translation>L’adresse chez votre fournisseur</translation>
    </message>
    <message>
        <source>The alias {name} was removed.</source>
        <translation>L’alias {name} a été retiré.</translation>
    </message>
    <message>
        <source>The check {pattern} was removed.</source>
        <translation>Le contrôle {pattern} a été retiré.</translation>
    </message>
    <message>
        <source>The engine could not start.</source>
        <translation>Le moteur n’a pas pu démarrer.</translation>
    </message>
    <message>
        <source>The engine does not answer, so nothing was changed. The window keeps looking for it.</source>
        <translation>Le moteur ne répond pas ; rien n’a été changé. La fenêtre continue de le chercher.</translation>
    </message>
    <message>
        <source>The engine does not run, so there is nothing to show.</source>
        <translation>Le moteur est arrêté ; il n’y a rien à montrer.</translation>
    </message>
    <message>
        <source>The engine finishes what it has in hand.</source>
        <translation>Le moteur termine ce qu’il a en main.</translation>
    </message>
    <message>
        <source>The engine is gone. Mail does not flow.</source>
        <translation>Le moteur a disparu. Le courrier ne circule pas.</translation>
    </message>
    <message>
        <source>The engine is stopped. Mail does not flow.</source>
        <translation>Le moteur est arrêté. Le courrier ne circule pas.</translation>
    </message>
    <message>
        <source>The engine says no: {reason}</source>
        <translation>Le moteur refuse : {reason}</translation>
    </message>
    <message>
        <source>The engine starts.</source>
        <translation>Le moteur démarre.</translation>
    </message>
    <message>
        <source>The engine stops</source>
        <translation>Le moteur s’arrête</translation>
    </message>
    <message>
        <source>The engine stops…</source>
        <translation>Le moteur s’arrête…</translation>
    </message>
    <message>
        <source>The first check that matches a header line decides what is done with it.</source>
        <translation>Le premier contrôle qui correspond à une ligne d’en-tête décide de son sort.</translation>
    </message>
    <message>
        <source>The message goes to {address}</source>
        <translation>Le message va à {address}</translation>
    </message>
    <message>
        <source>The message is held</source>
        <translation>Le message est retenu</translation>
    </message>
    <message>
        <source>The message is refused</source>
        <translation>Le message est refusé</translation>
    </message>
    <message>
        <source>The network that this computer is in</source>
        <translation>Le réseau de cet ordinateur</translation>
    </message>
    <message>
        <source>The outside cannot answer to a house address; give each person one it can.</source>
        <translation>L’extérieur ne peut pas répondre à une adresse de la maison ; donnez à chacun une adresse où il le peut.</translation>
    </message>
    <message>
        <source>The outside sees {address} instead of {pattern}.</source>
        <translation>L’extérieur voit {address} au lieu de {pattern}.</translation>
    </message>
    <message>
        <source>The password crosses the network readable: choose a protection if the relay has one.</source>
        <translation>Le mot de passe traverse le réseau en clair : choisissez une protection si le relais en propose une.</translation>
    </message>
    <message>
        <source>The path of the authority's certificate is on the clipboard.</source>
        <translation>Le chemin du certificat de l’autorité est dans le presse-papiers.</translation>
    </message>
    <message>
        <source>The settings as they stand in the file are in force.</source>
        <translation>Les réglages du fichier sont en vigueur.</translation>
    </message>
    <message>
        <source>Their computers may send to the outside without a login; everyone else logs in first.</source>
        <translation>Leurs ordinateurs peuvent envoyer vers l’extérieur sans s’identifier ; tous les autres s’identifient d’abord.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>This computer becomes the post office of the house: everyone here sends through it and reads from it. Addresses will end in @ and the mail domain.</source>
        <translation>Cet ordinateur devient le bureau de poste de la maison : chacun envoie et lit par lui. Les adresses se terminent par @ et le domaine de messagerie.</translation>
    </message>
    <message>
        <source>This computer itself</source>
        <translation>Cet ordinateur lui-même</translation>
    </message>
    <message>
        <source>This did not work: {reason}</source>
        <translation>Cela n’a pas marché : {reason}</translation>
    </message>
    <message>
        <source>This page could not be loaded.</source>
        <translation>Cette page n’a pas pu être chargée.</translation>
    </message>
    <message>
        <source>This takes a second or two.</source>
        <translation>Cela prend une seconde ou deux.</translation>
    </message>
    <message>
        <source>This window, and the engine behind it.</source>
        <translation>Cette fenêtre, et le moteur derrière elle.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>To the address</source>
        <translation>À l’adresse</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Essais</translation>
    </message>
    <message>
        <source>Trust it</source>
        <translation>Lui faire confiance</translation>
    </message>
    <message>
        <source>Trusted networks</source>
        <translation>Réseaux de confiance</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Try every waiting message now</source>
        <translation>Essayer maintenant tous les messages en attente</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Try the chosen messages now (Ctrl+R)</source>
        <translation>Essayer maintenant les messages choisis (Ctrl+R)</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>Annuler les changements</translation>
    </message>
    <message>
        <source>Until {day} ({count})</source>
        <translation>Jusqu’au {day} ({count})</translation>
    </message>
    <message>
        <source>Use ports above 1024, which need no administrator rights</source>
        <translation>Utiliser des ports au-dessus de 1024, qui ne demandent aucun droit d’administrateur</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Validité</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation>En attente du moteur…</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>Way of the address</source>
        <translation>Chemin de l’adresse</translation>
    </message>
    <message>
        <source>Ways for single domains</source>
        <translation>Chemins pour certains domaines</translation>
    </message>
    <message>
        <source>Welcome to HomeMail</source>
        <translation>Bienvenue dans HomeMail</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Ce qui se passe</translation>
    </message>
    <message>
        <source>What happens to each line</source>
        <translation>Ce que devient chaque ligne</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>What is done with a message because of a line in its header.</source>
        <translation>Ce qu’il advient d’un message à cause d’une ligne de son en-tête.</translation>
    </message>
    <message>
        <source>What waits in the queue stays there until it runs again.</source>
        <translation>Ce qui attend dans la file y reste jusqu’à son redémarrage.</translation>
    </message>
    <message>
        <source>What waits to leave, why, and until when.</source>
        <translation>Ce qui attend de partir, pourquoi, et jusqu’à quand.</translation>
    </message>
    <message>
        <source>When asked for (STARTTLS) on {ports}</source>
        <translation>À la demande (STARTTLS) sur {ports}</translation>
    </message>
    <message>
        <source>When the window closes</source>
        <translation>À la fermeture de la fenêtre</translation>
    </message>
    <message>
        <source>Where would this go?</source>
        <translation>Où irait ceci ?</translation>
    </message>
    <message>
        <source>Which computers</source>
        <translation>Quels ordinateurs</translation>
    </message>
    <message>
        <source>Which mail</source>
        <translation>Quel courrier</translation>
    </message>
    <message>
        <source>Which mail is rewritten</source>
        <translation>Quel courrier est réécrit</translation>
    </message>
    <message>
        <source>Who gets the mail for an address, and which sender the outside sees.</source>
        <translation>Qui reçoit le courrier d’une adresse, et quel expéditeur voit l’extérieur.</translation>
    </message>
    <message>
        <source>Who has a mailbox in this house.</source>
        <translation>Qui a une boîte dans cette maison.</translation>
    </message>
    <message>
        <source>Who may send through this house, and how it proves who it is.</source>
        <translation>Qui peut envoyer par cette maison, et comment elle prouve son identité.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Write a new check (Ctrl+N)</source>
        <translation>Écrire un nouveau contrôle (Ctrl+N)</translation>
    </message>
    <message>
        <source>anna</source>
        <translation>anna</translation>
    </message>
    <message>
        <source>came {age} ago, {size}</source>
        <translation>arrivé il y a {age}, {size}</translation>
    </message>
    <message>
        <source>example.org, or .example.org for what is below it</source>
        <translation>example.org, ou .example.org pour ses sous-domaines</translation>
    </message>
    <message>
        <source>fetching mail</source>
        <translation>relève du courrier</translation>
    </message>
    <message>
        <source>held</source>
        <translation>retenus</translation>
    </message>
    <message>
        <source>in {duration}</source>
        <translation>dans {duration}</translation>
    </message>
    <message>
        <source>mail in, and out for old clients</source>
        <translation>arrivée, et envoi des anciens logiciels</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>off</source>
        <translation>éteint</translation>
    </message>
    <message>
        <source>on ports {ports}</source>
        <translation>sur les ports {ports}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>reading mail</source>
        <translation>lecture du courrier</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>sending, with a login</source>
        <translation>envoi, avec identifiant</translation>
    </message>
    <message>
        <source>set-up page</source>
        <translation>page de configuration</translation>
    </message>
    <message>
        <source>smtp.example.org; empty: straight delivery</source>
        <translation>smtp.example.org ; vide : envoi direct</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>{first} and {more} more</source>
        <translation>{first} et {more} de plus</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} à {last}</translation>
    </message>
    <message>
        <source>{first} to {last} of what was found</source>
        <translation>{first} à {last} des résultats</translation>
    </message>
    <message>
        <source>{first} to {last} of {total}</source>
        <translation>{first} à {last} sur {total}</translation>
    </message>
    <message>
        <source>{host} · {people} · running for {age} · version {version}</source>
        <translation>{host} · {people} · en marche depuis {age} · version {version}</translation>
    </message>
    <message>
        <source>{name} has a new password.</source>
        <translation>{name} a un nouveau mot de passe.</translation>
    </message>
    <message>
        <source>{name} lives here already.</source>
        <translation>{name} habite déjà ici.</translation>
    </message>
    <message>
        <source>{name} lives here now, and can send and read.</source>
        <translation>{name} habite ici désormais, et peut envoyer et lire.</translation>
    </message>
    <message>
        <source>{name} was removed.</source>
        <translation>{name} a été retiré.</translation>
    </message>
    <message>
        <source>{network} is in the list already.</source>
        <translation>{network} est déjà dans la liste.</translation>
    </message>
    <message>
        <source>{network} is part of the internet: strangers there could send through this house. Trust it all the same?</source>
        <translation>{network} est une partie d’Internet : des inconnus pourraient envoyer par cette maison. Lui faire confiance quand même ?</translation>
    </message>
    <message>
        <source>{pattern} is no longer rewritten.</source>
        <translation>{pattern} n’est plus réécrit.</translation>
    </message>
    <message>
        <source>{text} is not a name such as maison.lan.</source>
        <translation>{text} n’est pas un nom comme maison.lan.</translation>
    </message>
    <message>
        <source>{text} is not an address such as name@example.org.</source>
        <translation>{text} n’est pas une adresse comme nom@example.org.</translation>
    </message>
    <message>
        <source>{text} is not an address.</source>
        <translation>{text} n’est pas une adresse.</translation>
    </message>
    <message numerus="yes">
        <source>Delete {n} message? Nobody will be told.|Delete {n} messages? Nobody will be told.</source>
        <translation>
            <numerusform>Supprimer {n} message ? Personne n’en sera averti.</numerusform>
            <numerusform>Supprimer {n} messages ? Personne n’en sera averti.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail flows, but one port could not be opened.|Mail flows, but {n} ports could not be opened.</source>
        <translation>
            <numerusform>Le courrier circule, mais un port n’a pas pu être ouvert.</numerusform>
            <numerusform>Le courrier circule, mais {n} ports n’ont pas pu être ouverts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One message waits in the queue; the reason stands there.|{n} messages wait in the queue; the reasons stand there.</source>
        <translation>
            <numerusform>Un message attend dans la file ; la raison y figure.</numerusform>
            <numerusform>{n} messages attendent dans la file ; les raisons y figurent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} line|{count} lines</source>
        <translation>
            <numerusform>{count} ligne</numerusform>
            <numerusform>{count} lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} day|{n} days</source>
        <translation>
            <numerusform>{n} jour</numerusform>
            <numerusform>{n} jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message found|{n} messages found</source>
        <translation>
            <numerusform>{n} message trouvé</numerusform>
            <numerusform>{n} messages trouvés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message in the queue|{n} messages in the queue</source>
        <translation>
            <numerusform>{n} message dans la file</numerusform>
            <numerusform>{n} messages dans la file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message is held.|{n} messages are held.</source>
        <translation>
            <numerusform>{n} message est retenu.</numerusform>
            <numerusform>{n} messages sont retenus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message is tried now.|{n} messages are tried now.</source>
        <translation>
            <numerusform>Un nouvel essai est fait pour {n} message.</numerusform>
            <numerusform>Un nouvel essai est fait pour {n} messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message was deleted.|{n} messages were deleted.</source>
        <translation>
            <numerusform>{n} message a été supprimé.</numerusform>
            <numerusform>{n} messages ont été supprimés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message was released.|{n} messages were released.</source>
        <translation>
            <numerusform>{n} message a été libéré.</numerusform>
            <numerusform>{n} messages ont été libérés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message|{n} messages</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more day|{n} more days</source>
        <translation>
            <numerusform>encore {n} jour</numerusform>
            <numerusform>encore {n} jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new|{n} new ones</source>
        <translation>
            <numerusform>{n} nouvelle</numerusform>
            <numerusform>{n} nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} person|{n} people</source>
        <translation>
            <numerusform>{n} personne</numerusform>
            <numerusform>{n} personnes</numerusform>
        </translation>
    </message>
</context>
</TS>
