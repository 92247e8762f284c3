<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>HomeMail</name>
    <message>
        <source>(not known)</source>
        <translation>(inconnu)</translation>
    </message>
    <message>
        <source>(notice of HomeMail)</source>
        <translation>(avis de HomeMail)</translation>
    </message>
    <message>
        <source>(notice of a mail server)</source>
        <translation>(avis d’un serveur de courrier)</translation>
    </message>
    <message>
        <source>(the kill came between the answer from outside and the note of it)</source>
        <translation>(l’arrêt est tombé entre la réponse de l’extérieur et sa prise en note)</translation>
    </message>
    <message>
        <source>2 GB, 500 MB; 0 is no limit</source>
        <translation>2 Go, 500 Mo ; 0 : sans limite</translation>
    </message>
    <message>
        <source>A check to begin from; nothing is saved yet</source>
        <translation>Un contrôle pour commencer ; rien n’est encore enregistré</translation>
    </message>
    <message>
        <source>= {size}</source>
        <translation>= {size}</translation>
    </message>
    <message>
        <source>A checking server on this computer</source>
        <translation>Un serveur de cet ordinateur qui vérifie</translation>
    </message>
    <message>
        <source>A click or Enter on a step opens the row that decided.</source>
        <translation>Un clic ou Entrée sur une étape ouvre la ligne qui a décidé.</translation>
    </message>
    <message>
        <source>A domain of the house</source>
        <translation>Un domaine de la maison</translation>
    </message>
    <message>
        <source>A domain such as example.org, or .example.org for what is below it.</source>
        <translation>Un domaine comme example.org, ou .example.org pour ses sous-domaines.</translation>
    </message>
    <message>
        <source>A domain such as example.org.</source>
        <translation>Un domaine comme example.org.</translation>
    </message>
    <message>
        <source>A header line has a name and a colon, such as X-Note: hello.</source>
        <translation>Une ligne d’en-tête commence par un nom suivi de deux-points.</translation>
    </message>
    <message>
        <source>A house of its own is being founded…</source>
        <translation>Une maison à part est en train d’être fondée…</translation>
    </message>
    <message>
        <source>A key signs the mail of {domain}</source>
        <translation>Une clé signe le courrier de {domain}</translation>
    </message>
    <message>
        <source>A login is set but no password is kept for it: the relay will refuse the mail.</source>
        <translation>Un identifiant est indiqué, mais aucun mot de passe n’est conservé : le relais refusera le courrier.</translation>
    </message>
    <message>
        <source>A message before and after</source>
        <translation>Un message avant et après</translation>
    </message>
    <message>
        <source>A name and a password are all it takes; the mailbox is there at once.</source>
        <translation>Un nom et un mot de passe suffisent ; la boîte est prête aussitôt.</translation>
    </message>
    <message>
        <source>A name that leads to one or several people</source>
        <translation>Un nom qui mène à une ou plusieurs personnes</translation>
    </message>
    <message>
        <source>A name, such as Anna’s laptop</source>
        <translation>Un nom, par exemple « portable d’Anna »</translation>
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
        <source>A page, a setting, a person, a queue ID, something to do</source>
        <translation>Une page, un réglage, une personne, un n° de file, une action</translation>
    </message>
    <message>
        <source>A password only travels encrypted; old programs without TLS cannot log in.</source>
        <translation>Un mot de passe ne circule que chiffré ; les anciens programmes sans TLS ne peuvent pas se connecter.</translation>
    </message>
    <message>
        <source>A port is closed</source>
        <translation>Un port est fermé</translation>
    </message>
    <message>
        <source>A regular expression, searched in “Name: value”; capitals do not matter</source>
        <translation>Une expression régulière, cherchée dans toute la ligne, nom compris ; la casse ne compte pas</translation>
    </message>
    <message>
        <source>A size, such as 500 MB or 2 GB.</source>
        <translation>Une taille, comme 500 Mo ou 2 Go.</translation>
    </message>
    <message>
        <source>A word of your choice, such as anna.</source>
        <translation>Un mot de votre choix, comme anna.</translation>
    </message>
    <message>
        <source>A word, such as anna</source>
        <translation>Un mot, comme anna</translation>
    </message>
    <message>
        <source>Accepted: {right}</source>
        <translation>Accepté : {right}</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Accounts, passwords, limits, removing someone</source>
        <translation>Comptes, mots de passe, limites, retirer quelqu’un</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add a recipient…</source>
        <translation>Ajouter un destinataire…</translation>
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
        <source>Address outside</source>
        <translation>Adresse extérieure</translation>
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
        <source>Addresses nobody has</source>
        <translation>Adresses sans titulaire</translation>
    </message>
    <message>
        <source>Addresses or domains; empty: anybody</source>
        <translation>Adresses ou domaines ; vide : n’importe qui</translation>
    </message>
    <message>
        <source>Addresses will look like {address}.</source>
        <translation>Les adresses ressembleront à {address}.</translation>
    </message>
    <message>
        <source>Addresses, with commas between</source>
        <translation>Adresses, séparées par des virgules</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>After (Page Down)</source>
        <translation>Après (Page suivante)</translation>
    </message>
    <message>
        <source>Afterwards open the account's Properties, Servers: tick that the outgoing server requires authentication.</source>
        <translation>Ouvrir ensuite les propriétés du compte, onglet Serveurs : cocher que le serveur sortant requiert une authentification.</translation>
    </message>
    <message>
        <source>After a change of the file by hand</source>
        <translation>Après une modification du fichier à la main</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Alias {name}</source>
        <translation>Alias {name}</translation>
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
        <source>All messages</source>
        <translation>Tous les messages</translation>
    </message>
    <message>
        <source>All that can be done with the chosen messages and recipients</source>
        <translation>Tout ce qu’on peut faire des messages et destinataires choisis</translation>
    </message>
    <message>
        <source>All that were found are chosen</source>
        <translation>Tous les messages trouvés sont choisis</translation>
    </message>
    <message>
        <source>All that were found are meant, also on the other pages.</source>
        <translation>Tous les messages trouvés sont concernés, ceux des autres pages aussi.</translation>
    </message>
    <message>
        <source>All values are on the clipboard.</source>
        <translation>Toutes les valeurs sont dans le presse-papiers.</translation>
    </message>
    <message>
        <source>All {total} are chosen</source>
        <translation>Les {total} sont tous choisis</translation>
    </message>
    <message>
        <source>All {total} messages are meant, also on the other pages.</source>
        <translation>Les {total} messages sont tous concernés, ceux des autres pages aussi.</translation>
    </message>
    <message>
        <source>Always let in</source>
        <translation>Toujours acceptés</translation>
    </message>
    <message>
        <source>An address always works; a name only where the router of the house knows it.</source>
        <translation>Une adresse marche toujours ; un nom, seulement si la box de la maison le connaît.</translation>
    </message>
    <message>
        <source>An address has an @ in it, such as name@example.org.</source>
        <translation>Une adresse contient un @, comme nom@example.org.</translation>
    </message>
    <message>
        <source>An address such as anna@example.org.</source>
        <translation>Une adresse comme anna@example.org.</translation>
    </message>
    <message>
        <source>An address that is often written wrong, and the one that is meant.</source>
        <translation>Une adresse souvent mal écrite, et celle qui est voulue.</translation>
    </message>
    <message>
        <source>An address, a domain such as example.com, or a network such as 192.0.2.0/24.</source>
        <translation>Une adresse, un domaine comme example.com ou un réseau comme 192.0.2.0/24.</translation>
    </message>
    <message>
        <source>An address, such as postmaster or someone@example.org</source>
        <translation>Une adresse, comme postmaster ou quelquun@example.org</translation>
    </message>
    <message>
        <source>An engine of its own is killed five times while mail pours in; then every message that it had acknowledged is looked for. The mail of the house is not touched.</source>
        <translation>Un moteur à part est arrêté net cinq fois pendant que le courrier afflue ; puis chaque message dont il avait accusé réception est recherché. Le courrier de la maison n’est pas touché.</translation>
    </message>
    <message>
        <source>An engine that is gone, a relay that refuses the login, mail that came back: each is told once.</source>
        <translation>Un moteur disparu, un relais qui refuse l’identifiant, un message revenu : chaque cause est signalée une fois.</translation>
    </message>
    <message>
        <source>Anna Martin</source>
        <translation>Anna Martin</translation>
    </message>
    <message>
        <source>A program</source>
        <translation>Un programme</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>Un autre</translation>
    </message>
    <message>
        <source>Another program uses {ports}. Stop it, then look again.</source>
        <translation>Un autre programme occupe {ports}. Arrêtez-le, puis vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>Another record stands there</source>
        <translation>Un autre enregistrement s’y trouve</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Répond</translation>
    </message>
    <message>
        <source>Any address, or a whole domain, whose mail somebody else receives.</source>
        <translation>Une adresse, ou tout un domaine, dont quelqu’un d’autre reçoit le courrier.</translation>
    </message>
    <message>
        <source>Any name will do, as it is only used at home.</source>
        <translation>N’importe quel nom convient, puisqu’il ne sert qu’à la maison.</translation>
    </message>
    <message>
        <source>Any server: I trust them</source>
        <translation>Tous les serveurs : je leur fais confiance</translation>
    </message>
    <message>
        <source>Any, as the mail program says</source>
        <translation>Celui du logiciel de courrier</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>S’applique à</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>As Postfix has it</source>
        <translation>Vu par Postfix</translation>
    </message>
    <message>
        <source>Arriving mail</source>
        <translation>Courrier qui arrive</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>En tableau</translation>
    </message>
    <message>
        <source>As it leaves</source>
        <translation>Au départ</translation>
    </message>
    <message>
        <source>As it leaves the house.</source>
        <translation>Tel qu’il quitte la maison.</translation>
    </message>
    <message>
        <source>As it stands in the mailboxes of the house.</source>
        <translation>Tel qu’il se trouve dans les boîtes de la maison.</translation>
    </message>
    <message>
        <source>As the sender give an address of the house, so that answers and failures find somebody.</source>
        <translation>Comme expéditeur, donner une adresse de la maison, pour que réponses et échecs trouvent quelqu’un.</translation>
    </message>
    <message>
        <source>As the settings say</source>
        <translation>Selon les réglages</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>As whom</source>
        <translation>Sous le nom</translation>
    </message>
    <message>
        <source>As whom a person or device may write after a login.</source>
        <translation>Sous quel nom une personne ou un appareil identifié peut écrire.</translation>
    </message>
    <message>
        <source>As whom somebody who logged in may send.</source>
        <translation>Au nom de qui une personne identifiée peut envoyer.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Demander</translation>
    </message>
    <message>
        <source>Ask DNS</source>
        <translation>Demander au DNS</translation>
    </message>
    <message>
        <source>Ask the engine for the whole log</source>
        <translation>Interroger le moteur sur tout le journal</translation>
    </message>
    <message>
        <source>Ask them now</source>
        <translation>Les interroger</translation>
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
        <source>Ask who gives you the address to name it {host} (reverse DNS): many servers look it up.</source>
        <translation>Demandez à qui vous fournit l’adresse de la nommer {host} (DNS inverse) : beaucoup de serveurs le vérifient.</translation>
    </message>
    <message>
        <source>Asking DNS…</source>
        <translation>Question posée au DNS…</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Question posée…</translation>
    </message>
    <message>
        <source>Asks DNS, the relays and mail servers outside too; nothing is sent</source>
        <translation>Interroge aussi le DNS, les relais et les serveurs de l’extérieur ; rien n’est envoyé</translation>
    </message>
    <message>
        <source>At least {n} characters.</source>
        <translation>Au moins {n} caractères.</translation>
    </message>
    <message>
        <source>At most {n} characters.</source>
        <translation>Au plus {n} caractères.</translation>
    </message>
    <message>
        <source>At once on {ports}</source>
        <translation>D’emblée sur {ports}</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Pièces jointes</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Tentatives</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Authentification</translation>
    </message>
    <message>
        <source>Author (From)</source>
        <translation>Auteur (From)</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Autorité</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Back (Escape)</source>
        <translation>Retour (Échap)</translation>
    </message>
    <message>
        <source>Back to the usual: {title}</source>
        <translation>Remettre la valeur par défaut : {title}</translation>
    </message>
    <message>
        <source>Back to the usual: {usual}</source>
        <translation>Remettre la valeur par défaut : {usual}</translation>
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
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Before (Page Up)</source>
        <translation>Avant (Page précédente)</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Avant et après</translation>
    </message>
    <message>
        <source>Before it comes: {line}</source>
        <translation>Précédée de : {line}</translation>
    </message>
    <message>
        <source>Before the @</source>
        <translation>Avant l’arobase</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Bloquer</translation>
    </message>
    <message>
        <source>Block the sender…</source>
        <translation>Bloquer l’expéditeur…</translation>
    </message>
    <message>
        <source>Bills, or Bills.2026 for one below it</source>
        <translation>Factures, ou Factures.2026 pour une boîte au-dessous</translation>
    </message>
    <message>
        <source>Begin from</source>
        <translation>Partir de</translation>
    </message>
    <message>
        <source>Blocklist</source>
        <translation>Liste noire</translation>
    </message>
    <message>
        <source>Blocklists</source>
        <translation>Listes noires</translation>
    </message>
    <message>
        <source>Break off</source>
        <translation>Interrompre</translation>
    </message>
    <message>
        <source>By their look</source>
        <translation>D’après leur forme</translation>
    </message>
    <message>
        <source>Brought from outside</source>
        <translation>Venu de l’extérieur</translation>
    </message>
    <message>
        <source>By SPF, DKIM, DMARC and ARC.</source>
        <translation>Par SPF, DKIM, DMARC et ARC.</translation>
    </message>
    <message>
        <source>Came in: {door}</source>
        <translation>Entrée : {door}</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>À la main</translation>
    </message>
    <message>
        <source>Call it so</source>
        <translation>L’appeler ainsi</translation>
    </message>
    <message>
        <source>Call the chosen mailbox as typed here</source>
        <translation>Donner à la boîte choisie le nom saisi ici</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>Certificate in use</source>
        <translation>Certificat en service</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changement</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Le changer</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifications</translation>
    </message>
    <message>
        <source>Changes apply at once: beside each port is what became of it.</source>
        <translation>Les modifications prennent effet aussitôt : à côté de chaque port se lit ce qu’il en est.</translation>
    </message>
    <message>
        <source>Changes of the settings</source>
        <translation>Modifications des réglages</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Changing the password…</source>
        <translation>Changement du mot de passe…</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>Tout vérifier</translation>
    </message>
    <message>
        <source>Check {numbers} takes too long and was stopped, as it is for real mail: its pattern has to be mended.</source>
        <translation>Le contrôle {numbers} prend trop de temps et a été arrêté, comme il l’est pour le vrai courrier : son motif est à corriger.</translation>
    </message>
    <message>
        <source>Check {n}</source>
        <translation>Contrôle {n}</translation>
    </message>
    <message>
        <source>Check-up</source>
        <translation>Bilan de santé</translation>
    </message>
    <message>
        <source>Checks of strangers</source>
        <translation>Contrôles des inconnus</translation>
    </message>
    <message>
        <source>Checks that many houses want; choosing one saves nothing</source>
        <translation>Des contrôles que beaucoup de maisons veulent ; en choisir un n’enregistre rien</translation>
    </message>
    <message>
        <source>Choose POP3 and type the servers; then the user name and the password.</source>
        <translation>Choisir POP3 et saisir les serveurs ; puis le nom d’utilisateur et le mot de passe.</translation>
    </message>
    <message>
        <source>Choose all that were found</source>
        <translation>Choisir tous ceux qui ont été trouvés</translation>
    </message>
    <message>
        <source>Choose all {total}</source>
        <translation>Choisir les {total}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
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
        <source>Colours as the system</source>
        <translation>Couleurs du système</translation>
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
        <source>Configuration of Postfix</source>
        <translation>Configuration de Postfix</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
    <message>
        <source>Connect a mail program, a phone or a printer, and see which were there.</source>
        <translation>Connecter un logiciel de courrier, un téléphone ou une imprimante, et voir qui est venu.</translation>
    </message>
    <message>
        <source>Connect one…</source>
        <translation>En connecter un…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Connections and strangers</source>
        <translation>Connexions et inconnus</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Tout copier</translation>
    </message>
    <message>
        <source>Copy the ID</source>
        <translation>Copier le n° de file</translation>
    </message>
    <message>
        <source>Copy the chosen rows</source>
        <translation>Copier les lignes choisies</translation>
    </message>
    <message>
        <source>Copy the value of {kind} {name}</source>
        <translation>Copier la valeur de {kind} {name}</translation>
    </message>
    <message>
        <source>Copy: {what}</source>
        <translation>Copier : {what}</translation>
    </message>
    <message>
        <source>Corrected recipients</source>
        <translation>Destinataires corrigés</translation>
    </message>
    <message>
        <source>Corrected senders</source>
        <translation>Expéditeurs corrigés</translation>
    </message>
    <message>
        <source>Corrected: {name}</source>
        <translation>Corrigé : {name}</translation>
    </message>
    <message>
        <source>Crash drill, log files</source>
        <translation>Exercice de panne, fichiers du journal</translation>
    </message>
    <message>
        <source>DKIM keys</source>
        <translation>Clés DKIM</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Couleurs sombres</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Delivery outside</source>
        <translation>Remise à l’extérieur</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
    <message>
        <source>Difference in the file: lines with + came, lines with - went</source>
        <translation>Différence dans le fichier : les lignes avec + sont arrivées, celles avec - sont parties</translation>
    </message>
    <message>
        <source>Do not check it</source>
        <translation>Ne pas la vérifier</translation>
    </message>
    <message>
        <source>Do the blocklists answer?</source>
        <translation>Les listes noires répondent-elles ?</translation>
    </message>
    <message>
        <source>Does not answer; it refuses nobody</source>
        <translation>Ne répond pas ; elle ne refuse personne</translation>
    </message>
    <message>
        <source>Does not want to be asked by our DNS servers; it refuses nobody</source>
        <translation>Ne veut pas répondre à nos serveurs DNS ; elle ne refuse personne</translation>
    </message>
    <message>
        <source>Domain or name</source>
        <translation>Domaine ou nom</translation>
    </message>
    <message>
        <source>Domains without mailboxes</source>
        <translation>Domaines sans boîtes</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Adresse électronique</translation>
    </message>
    <message>
        <source>Drop the chosen messages</source>
        <translation>Supprimer les messages choisis</translation>
    </message>
    <message>
        <source>Empty the form for another device</source>
        <translation>Vider le formulaire pour un autre appareil</translation>
    </message>
    <message>
        <source>Each is asked for its test entries, through this house’s DNS servers. Nobody is asked before you do.</source>
        <translation>On demande à chacune ses entrées d’essai, par les serveurs DNS de la maison. Rien n’est demandé avant que vous le vouliez.</translation>
    </message>
    <message>
        <source>Each line of a header is shown to the checks in their order; the first that matches decides.</source>
        <translation>Chaque ligne d’en-tête passe devant les contrôles dans l’ordre ; le premier qui correspond décide.</translation>
    </message>
    <message>
        <source>Each line of the text as it travels, 64 KB at most; the first check that matches decides. What is encoded (base64) is not read.</source>
        <translation>Chaque ligne du texte tel qu’il voyage, 64 Ko au plus ; le premier contrôle qui correspond décide. Ce qui est codé (base64) n’est pas lu.</translation>
    </message>
    <message>
        <source>Empty: the one of From</source>
        <translation>Vide : celui de From</translation>
    </message>
    <message>
        <source>Empty: those of To and Cc</source>
        <translation>Vide : ceux de À et Cc</translation>
    </message>
    <message>
        <source>Envelope recipients</source>
        <translation>Destinataires d’enveloppe</translation>
    </message>
    <message>
        <source>Envelope sender</source>
        <translation>Expéditeur d’enveloppe</translation>
    </message>
    <message>
        <source>Equals sign: chris=shop</source>
        <translation>Signe égal : chris=shop</translation>
    </message>
    <message>
        <source>Every change of the settings, made here, in the terminal or by hand in the file. Each can be taken back by itself; what was changed later stays.</source>
        <translation>Chaque modification des réglages, faite ici, dans le terminal ou à la main dans le fichier. Chacune peut être annulée seule ; ce qui a changé ensuite reste.</translation>
    </message>
    <message>
        <source>Every line about mail, raw</source>
        <translation>Chaque ligne sur le courrier, telle quelle</translation>
    </message>
    <message>
        <source>Every network it is in</source>
        <translation>Tous ses réseaux</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tout le monde</translation>
    </message>
    <message>
        <source>Everybody sends through the provider's relay.</source>
        <translation>Tout le monde envoie par le relais du fournisseur.</translation>
    </message>
    <message>
        <source>Everyone gets a mailbox. Write the suggested passwords down, or type others: they are not shown again.</source>
        <translation>Chacun reçoit une boîte. Notez les mots de passe proposés ou saisissez-en d’autres : ils ne seront plus affichés.</translation>
    </message>
    <message>
        <source>Everything in the network {network} (this computer is {address})</source>
        <translation>Tout ce qui est dans le réseau {network} (cet ordinateur y est {address})</translation>
    </message>
    <message>
        <source>Everything, sharing included</source>
        <translation>Tout, partage compris</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>Failed logins</source>
        <translation>Échecs d’identification</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Famille</translation>
    </message>
    <message>
        <source>Family and devices write to each other; nothing comes in or goes out.</source>
        <translation>La famille et les appareils s’écrivent entre eux ; rien n’entre ni ne sort.</translation>
    </message>
    <message>
        <source>Family mailboxes</source>
        <translation>Boîtes de la famille</translation>
    </message>
    <message>
        <source>File of these lines</source>
        <translation>Fichier de ces lignes</translation>
    </message>
    <message>
        <source>File, Add Account: type the address, tick to set it up yourself, choose IMAP.</source>
        <translation>Fichier, Ajouter un compte : saisir l’adresse, cocher la configuration manuelle, choisir IMAP.</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate (SHA-256):</source>
        <translation>Empreinte du certificat (SHA-256) :</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Première fois</translation>
    </message>
    <message>
        <source>Flush the queue</source>
        <translation>Relancer toute la file d’attente</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Forgotten. If it connects again, it is seen again.</source>
        <translation>Oublié. S’il se reconnecte, il réapparaîtra.</translation>
    </message>
    <message>
        <source>For everyone of whom People says nothing else.</source>
        <translation>Pour toute personne dont la page Personnes ne dit rien d’autre.</translation>
    </message>
    <message>
        <source>For old programs: the password crosses the network readable.</source>
        <translation>Pour les anciens logiciels : le mot de passe traverse le réseau en clair.</translation>
    </message>
    <message>
        <source>Forwarding, catch-all, relocated, corrections</source>
        <translation>Redirection, adresse attrape-tout, déménagements, corrections</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>From here on everything is encrypted ({version})</source>
        <translation>À partir d’ici, tout est chiffré ({version})</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>From where phones and computers of the house reach their mail.</source>
        <translation>D’où les téléphones et les ordinateurs de la maison accèdent à leur courrier.</translation>
    </message>
    <message>
        <source>Gmail takes only certificates that the phone trusts: install the house's one first, under Settings, Security, Install from storage. K-9 Mail asks, as computers do.</source>
        <translation>Gmail n’accepte que les certificats auxquels le téléphone se fie : installer d’abord celui de la maison, sous Paramètres, Sécurité, Installer depuis le stockage. K-9 Mail demande, comme sur un ordinateur.</translation>
    </message>
    <message>
        <source>Greeting, sender, blocklists and lists of one's own: on the page Filters</source>
        <translation>Annonce, expéditeur, listes noires et listes à soi : sur la page Filtres</translation>
    </message>
    <message>
        <source>Handed in at {address}, port {port}</source>
        <translation>Remise à {address}, port {port}</translation>
    </message>
    <message>
        <source>Header check {name}</source>
        <translation>Contrôle d’en-tête {name}</translation>
    </message>
    <message>
        <source>Header lines</source>
        <translation>Lignes d’en-tête</translation>
    </message>
    <message>
        <source>Header to try</source>
        <translation>En-tête à essayer</translation>
    </message>
    <message>
        <source>Hidden computers</source>
        <translation>Ordinateurs masqués</translation>
    </message>
    <message>
        <source>Hidden computers of {name}</source>
        <translation>Ordinateurs masqués de {name}</translation>
    </message>
    <message>
        <source>Hide what stands before it</source>
        <translation>Masquer ce qui précède</translation>
    </message>
    <message>
        <source>Higher ones</source>
        <translation>Des ports plus élevés</translation>
    </message>
    <message>
        <source>History of the settings, undo</source>
        <translation>Historique des réglages, annuler</translation>
    </message>
    <message>
        <source>Hold archives and disk images</source>
        <translation>Retenir les archives et les images de disque</translation>
    </message>
    <message>
        <source>Hold documents with macros</source>
        <translation>Retenir les documents à macros</translation>
    </message>
    <message>
        <source>Hold letters that ask for bitcoin</source>
        <translation>Retenir les lettres qui réclament des bitcoins</translation>
    </message>
    <message>
        <source>Hold letters that ask for gift cards</source>
        <translation>Retenir les lettres qui réclament des cartes cadeaux</translation>
    </message>
    <message>
        <source>Hold scans until somebody has looked</source>
        <translation>Retenir les numérisations jusqu’à ce que quelqu’un ait regardé</translation>
    </message>
    <message>
        <source>HomeMail listens on this computer only: other devices cannot connect.</source>
        <translation>HomeMail n’écoute que sur cet ordinateur : les autres appareils ne peuvent pas se connecter.</translation>
    </message>
    <message>
        <source>Hold the lines still, or let them run</source>
        <translation>Figer les lignes ou les laisser défiler</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>How a device or an old program names itself, and who is meant; in all mail of the house.</source>
        <translation>Comment se nomme un appareil ou un vieux programme, et qui est voulu ; dans tout le courrier de la maison.</translation>
    </message>
    <message>
        <source>How a message is rewritten</source>
        <translation>Comment un message est réécrit</translation>
    </message>
    <message>
        <source>How it presents itself to other computers. The suggestion is good.</source>
        <translation>Comment il se présente aux autres ordinateurs. La proposition convient.</translation>
    </message>
    <message>
        <source>How many messages</source>
        <translation>Combien de messages</translation>
    </message>
    <message>
        <source>How much mail may be kept</source>
        <translation>Combien de courrier peut être gardé</translation>
    </message>
    <message>
        <source>How the gateway greets the servers of recipients.</source>
        <translation>Comment la passerelle se présente aux serveurs des destinataires.</translation>
    </message>
    <message>
        <source>How the way to the relay is protected.</source>
        <translation>Comment le chemin vers le relais est protégé.</translation>
    </message>
    <message>
        <source>Hyphen: chris-shop</source>
        <translation>Trait d’union : chris-shop</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Entré</translation>
    </message>
    <message>
        <source>In Gmail: Settings, Add account, Other; type the address and choose Personal (IMAP).</source>
        <translation>Dans Gmail : Paramètres, Ajouter un compte, Autre ; saisir l’adresse et choisir Personnel (IMAP).</translation>
    </message>
    <message>
        <source>In Postfix: {name}</source>
        <translation>Dans Postfix : {name}</translation>
    </message>
    <message>
        <source>In a mail program the family’s stand beside one’s own, for whoever may see them.</source>
        <translation>Dans un logiciel de messagerie, celles de la famille figurent à côté des siennes, pour qui peut les voir.</translation>
    </message>
    <message>
        <source>In the account's Server Settings switch off automatic connection settings to set the ports.</source>
        <translation>Dans les réglages du serveur du compte, couper la gestion automatique de la connexion pour régler les ports.</translation>
    </message>
    <message>
        <source>Icon beside the clock, with the state of mail and quick actions</source>
        <translation>Icône près de l’horloge, avec l’état du courrier et des actions rapides</translation>
    </message>
    <message>
        <source>In lists</source>
        <translation>Dans les listes</translation>
    </message>
    <message>
        <source>In the router: forward port 25 to this computer ({address}), port {port}.</source>
        <translation>Dans la box : redirigez le port 25 vers cet ordinateur ({address}), port {port}.</translation>
    </message>
    <message>
        <source>Incoming mail</source>
        <translation>Courrier entrant</translation>
    </message>
    <message>
        <source>Into the house</source>
        <translation>Vers la maison</translation>
    </message>
    <message>
        <source>Is meant as</source>
        <translation>Veut dire</translation>
    </message>
    <message>
        <source>It counts at once, also where the mailbox is open</source>
        <translation>Cela vaut aussitôt, même là où la boîte est ouverte</translation>
    </message>
    <message>
        <source>Is the sender who it says?</source>
        <translation>L’expéditeur est-il celui qu’il dit ?</translation>
    </message>
    <message>
        <source>It stands behind the @ of everyone who lives here, as the street does on a letter.</source>
        <translation>Il suit l’arobase de tous ceux qui habitent ici, comme la rue sur une lettre.</translation>
    </message>
    <message>
        <source>Its answers mean nothing; it is left out</source>
        <translation>Ses réponses ne veulent rien dire ; elle est laissée de côté</translation>
    </message>
    <message>
        <source>Its host name</source>
        <translation>Son nom d’ordinateur</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>La garder</translation>
    </message>
    <message>
        <source>Keep mail in the house</source>
        <translation>Garder le courrier dans la maison</translation>
    </message>
    <message>
        <source>Keep the chosen messages back</source>
        <translation>Retenir les messages choisis</translation>
    </message>
    <message>
        <source>Keep today's settings</source>
        <translation>Garder les réglages d’aujourd’hui</translation>
    </message>
    <message>
        <source>Keep the name of the mail program to ourselves</source>
        <translation>Garder pour nous le nom du logiciel de courrier</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Language, colours, start at login, icon</source>
        <translation>Langue, couleurs, démarrage à l’ouverture de session, icône</translation>
    </message>
    <message>
        <source>Last logins</source>
        <translation>Dernières identifications</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Dernière fois</translation>
    </message>
    <message>
        <source>Latest messages</source>
        <translation>Derniers messages</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>Dernier envoi</translation>
    </message>
    <message>
        <source>Leave it empty to send through the login of the first person.</source>
        <translation>Laissez vide pour envoyer avec l’identifiant de la première personne.</translation>
    </message>
    <message>
        <source>Leave the chosen row and write a new one</source>
        <translation>Quitter la ligne choisie et en écrire une nouvelle</translation>
    </message>
    <message>
        <source>Leaves as {address}, straight to its recipients.</source>
        <translation>Part sous {address}, directement vers les destinataires.</translation>
    </message>
    <message>
        <source>Leaves as {address}, through a relay of their own: {relay} ({host}).</source>
        <translation>Part sous {address}, par un relais personnel : {relay} ({host}).</translation>
    </message>
    <message>
        <source>Leaves as {address}, through the relay of the house ({host}).</source>
        <translation>Part sous {address}, par le relais de la maison ({host}).</translation>
    </message>
    <message>
        <source>Let mail leave the house</source>
        <translation>Laisser le courrier sortir</translation>
    </message>
    <message>
        <source>Let the held messages go</source>
        <translation>Laisser partir les messages retenus</translation>
    </message>
    <message>
        <source>Let them</source>
        <translation>Autoriser</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Couleurs claires</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>Limit…</source>
        <translation>Limite…</translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>Ligne {number}</translation>
    </message>
    <message>
        <source>Line that matches</source>
        <translation>Ligne qui correspond</translation>
    </message>
    <message>
        <source>Lines of Postfix</source>
        <translation>Lignes de Postfix</translation>
    </message>
    <message>
        <source>Lines of main.cf, master.cf or a table, such as a course or a guide has them.</source>
        <translation>Des lignes de main.cf, de master.cf ou d’une table, telles qu’un cours ou un guide les donne.</translation>
    </message>
    <message>
        <source>Lines to try</source>
        <translation>Lignes à essayer</translation>
    </message>
    <message>
        <source>Lists the whole world; it is left out</source>
        <translation>Contient le monde entier ; elle est laissée de côté</translation>
    </message>
    <message>
        <source>Load the page again</source>
        <translation>Recharger la page</translation>
    </message>
    <message>
        <source>Logins</source>
        <translation>Identification</translation>
    </message>
    <message>
        <source>Logins that do not send the password (SCRAM) are offered once these have logged in: {names}.</source>
        <translation>L’identification sans envoi du mot de passe (SCRAM) sera proposée quand ces personnes se seront identifiées : {names}.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>Looked for in the mailbox at {address}, port {port}</source>
        <translation>Cherchée dans la boîte à {address}, port {port}</translation>
    </message>
    <message>
        <source>Mail came back</source>
        <translation>Du courrier est revenu</translation>
    </message>
    <message>
        <source>Mail does not flow</source>
        <translation>Le courrier ne circule pas</translation>
    </message>
    <message>
        <source>Mail fetched by POP3</source>
        <translation>Courrier relevé par POP3</translation>
    </message>
    <message>
        <source>Mail for</source>
        <translation>Courrier pour</translation>
    </message>
    <message>
        <source>Mail for outside waits</source>
        <translation>Le courrier pour l’extérieur attend</translation>
    </message>
    <message>
        <source>Mail for postmaster, about the post office itself, comes to {name}.</source>
        <translation>Le courrier pour postmaster, qui concerne le bureau de poste lui-même, arrive chez {name}.</translation>
    </message>
    <message>
        <source>Mail for the outside</source>
        <translation>Courrier pour l’extérieur</translation>
    </message>
    <message>
        <source>Mail for the outside is handed to the provider of whoever writes, under the address they have there.</source>
        <translation>Le courrier pour l’extérieur est remis au fournisseur de la personne qui écrit, sous l’adresse qu’elle y a.</translation>
    </message>
    <message>
        <source>Mail for these domains does not take the provider's relay.</source>
        <translation>Le courrier pour ces domaines ne passe pas par le relais du fournisseur.</translation>
    </message>
    <message>
        <source>Mail for these domains is taken in, and goes where the table above says.</source>
        <translation>Le courrier de ces domaines est accepté, et va là où le dit le tableau ci-dessus.</translation>
    </message>
    <message>
        <source>Mail for unknown names of a domain goes to somebody instead of back. It brings much junk.</source>
        <translation>Le courrier pour des noms inconnus d’un domaine va à quelqu’un au lieu de revenir. Cela attire beaucoup d’indésirables.</translation>
    </message>
    <message>
        <source>Mail from outside comes to port 25: have it forwarded to port {port}.</source>
        <translation>Le courrier de l’extérieur arrive sur le port 25 : faites-le rediriger vers le port {port}.</translation>
    </message>
    <message>
        <source>Mail from {sender} is refused at the door from now on.</source>
        <translation>Le courrier de {sender} est refusé à l’entrée dès maintenant.</translation>
    </message>
    <message>
        <source>Mail kept</source>
        <translation>Courrier gardé</translation>
    </message>
    <message>
        <source>Mail may leave the house now.</source>
        <translation>Le courrier peut maintenant sortir de la maison.</translation>
    </message>
    <message>
        <source>Mail says that it cannot verify the account: type the user name and the servers above.</source>
        <translation>Mail dit ne pas pouvoir vérifier le compte : saisir le nom d’utilisateur et les serveurs ci-dessus.</translation>
    </message>
    <message>
        <source>Mail that leaves the house</source>
        <translation>Le courrier qui sort de la maison</translation>
    </message>
    <message>
        <source>Mail stays in the house from now on.</source>
        <translation>Le courrier reste désormais dans la maison.</translation>
    </message>
    <message>
        <source>Mail stays in the house: what is for the outside is refused, but for domains with a way of their own.</source>
        <translation>Le courrier reste dans la maison : ce qui est pour l’extérieur est refusé, sauf pour les domaines qui ont leur propre chemin.</translation>
    </message>
    <message>
        <source>Mail that a program has fetched whole by POP3 can leave INBOX so many days later.</source>
        <translation>Le courrier qu’un logiciel a relevé en entier par POP3 peut quitter INBOX tant de jours plus tard.</translation>
    </message>
    <message>
        <source>Mail, Add Account, Other Mail Account: type the name, the address and the password.</source>
        <translation>Mail, Ajouter un compte, Autre compte Mail : saisir le nom, l’adresse et le mot de passe.</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Boîte</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Boîtes</translation>
    </message>
    <message>
        <source>Mailboxes…</source>
        <translation>Boîtes…</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Make it a device…</source>
        <translation>En faire un appareil…</translation>
    </message>
    <message>
        <source>May send as</source>
        <translation>Peut envoyer sous</translation>
    </message>
    <message>
        <source>Mark newsletters</source>
        <translation>Marquer les lettres d’information</translation>
    </message>
    <message>
        <source>Meanwhile it was set to {value} elsewhere; saving replaces that.</source>
        <translation>Entre-temps, la valeur {value} a été enregistrée ailleurs ; enregistrer la remplace.</translation>
    </message>
    <message>
        <source>Menu, New Account, Email: type the name, the address and the password, then configure by hand.</source>
        <translation>Menu, Nouveau compte, Adresse électronique : saisir le nom, l’adresse et le mot de passe, puis configurer manuellement.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Messages as they pass, and every step of each.</source>
        <translation>Les messages au passage, et chaque étape de chacun.</translation>
    </message>
    <message>
        <source>Messages of all mailboxes, and of the queue where mail leaves</source>
        <translation>Messages de toutes les boîtes, et de la file d’attente pour le courrier qui sort</translation>
    </message>
    <message>
        <source>Messages that would be touched</source>
        <translation>Messages qui seraient touchés</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Mail from {who} to {about} could not be delivered.</source>
        <translation>Le courrier de {who} pour {about} n’a pas pu être remis.</translation>
    </message>
    <message>
        <source>Mail is not accepted</source>
        <translation>Le courrier n’est pas accepté</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Move the check down</source>
        <translation>Descendre le contrôle</translation>
    </message>
    <message>
        <source>Move the check up</source>
        <translation>Monter le contrôle</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Partis ailleurs</translation>
    </message>
    <message>
        <source>Moved away: {name}</source>
        <translation>Parti ailleurs : {name}</translation>
    </message>
    <message>
        <source>Name of the house</source>
        <translation>Nom de la maison</translation>
    </message>
    <message>
        <source>Name of the mailbox</source>
        <translation>Nom de la boîte</translation>
    </message>
    <message>
        <source>Name or address</source>
        <translation>Nom ou adresse</translation>
    </message>
    <message>
        <source>Network address</source>
        <translation>Adresse réseau</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Noms</translation>
    </message>
    <message>
        <source>Never let in</source>
        <translation>Jamais acceptés</translation>
    </message>
    <message>
        <source>New address</source>
        <translation>Nouvelle adresse</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Suivant (Entrée)</translation>
    </message>
    <message>
        <source>No address is turned to somebody else.</source>
        <translation>Aucune adresse n’est redirigée vers quelqu’un d’autre.</translation>
    </message>
    <message>
        <source>No blocklist is named above.</source>
        <translation>Aucune liste noire n’est nommée ci-dessus.</translation>
    </message>
    <message>
        <source>No change of the settings is left to take back.</source>
        <translation>Il ne reste aucune modification des réglages à annuler.</translation>
    </message>
    <message>
        <source>No check refuses them.</source>
        <translation>Aucun contrôle ne les refuse.</translation>
    </message>
    <message>
        <source>No check yet: attachments of every kind pass.</source>
        <translation>Aucun contrôle : les pièces jointes de toute sorte passent.</translation>
    </message>
    <message>
        <source>No check yet: nobody looks at the text.</source>
        <translation>Aucun contrôle : personne ne regarde le texte.</translation>
    </message>
    <message>
        <source>No limits of one's own, neither of size nor of number</source>
        <translation>Sans limites propres, ni de taille ni de nombre</translation>
    </message>
    <message>
        <source>No mail flowed in this time.</source>
        <translation>Aucun courrier n’a circulé pendant ce temps.</translation>
    </message>
    <message>
        <source>No longer in the queue</source>
        <translation>N’est plus dans la file d’attente</translation>
    </message>
    <message>
        <source>No message has passed yet.</source>
        <translation>Aucun message n’est encore passé.</translation>
    </message>
    <message>
        <source>No mail is taken from them.</source>
        <translation>Aucun courrier n’est accepté d’eux.</translation>
    </message>
    <message>
        <source>No network of a house was found, so for now only this computer itself.</source>
        <translation>Aucun réseau domestique n’a été trouvé : pour l’instant, seulement cet ordinateur.</translation>
    </message>
    <message>
        <source>No port for reading mail that this program could use is open.</source>
        <translation>Aucun port de lecture que ce logiciel pourrait utiliser n’est ouvert.</translation>
    </message>
    <message>
        <source>No port for sending mail that this program could use is open.</source>
        <translation>Aucun port d’envoi que ce logiciel pourrait utiliser n’est ouvert.</translation>
    </message>
    <message>
        <source>Nobody but the owner sees it.</source>
        <translation>Personne ne la voit, sauf à qui elle appartient.</translation>
    </message>
    <message>
        <source>No recent mail goes this way.</source>
        <translation>Aucun courrier récent ne va dans ce sens.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Nobody has this address</source>
        <translation>Personne n’a cette adresse</translation>
    </message>
    <message>
        <source>Nobody has moved away.</source>
        <translation>Personne n’est parti ailleurs.</translation>
    </message>
    <message>
        <source>Nobody is on this list.</source>
        <translation>Personne n’est sur cette liste.</translation>
    </message>
    <message>
        <source>Nobody has logged in yet.</source>
        <translation>Personne ne s’est encore identifié.</translation>
    </message>
    <message>
        <source>Nobody sees it yet.</source>
        <translation>Personne ne la voit encore.</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Personne encore</translation>
    </message>
    <message>
        <source>Nobody who logged in writes as somebody else of this house; foreign addresses pass.</source>
        <translation>Nul ne peut écrire au nom d’une autre personne de la maison ; les adresses extérieures passent.</translation>
    </message>
    <message>
        <source>Nobody yet. Who logs in appears here.</source>
        <translation>Personne encore. Qui se connecte apparaît ici.</translation>
    </message>
    <message>
        <source>Nobody can send or read until it runs again</source>
        <translation>Personne ne peut envoyer ni lire jusqu’à sa reprise</translation>
    </message>
    <message>
        <source>Nobody’s mail of {name}</source>
        <translation>Courrier sans titulaire de {name}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>None in the log.</source>
        <translation>Aucun dans le journal.</translation>
    </message>
    <message>
        <source>None of the ports that it would take is open.</source>
        <translation>Aucun des ports qu’elle emprunterait n’est ouvert.</translation>
    </message>
    <message>
        <source>None: only the house’s own domains are taken in.</source>
        <translation>Aucun : seuls les domaines de la maison sont acceptés.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>None yet. A scanner that mails its pages is a usual first one.</source>
        <translation>Aucun encore. Un scanner qui envoie ses pages par courrier est souvent le premier.</translation>
    </message>
    <message>
        <source>None would be touched, {seen}.</source>
        <translation>Aucun ne serait touché, {seen}.</translation>
    </message>
    <message>
        <source>None: the whole name counts</source>
        <translation>Aucun : le nom entier compte</translation>
    </message>
    <message>
        <source>None; several with commas</source>
        <translation>Rien ; plusieurs avec des virgules</translation>
    </message>
    <message>
        <source>Note bank account numbers that leave</source>
        <translation>Noter les numéros de compte bancaire qui sortent</translation>
    </message>
    <message>
        <source>Note mail of one sender in the log</source>
        <translation>Noter le courrier d’un expéditeur dans le journal</translation>
    </message>
    <message>
        <source>Not offered yet: these have to log in once, or need a new password: {names}.</source>
        <translation>Pas encore proposée : ces personnes doivent s’identifier une fois, ou recevoir un nouveau mot de passe : {names}.</translation>
    </message>
    <message>
        <source>Not offered.</source>
        <translation>Non proposée.</translation>
    </message>
    <message>
        <source>Nothing has been written yet, and nothing will be</source>
        <translation>Rien n’a encore été écrit, et rien ne le sera</translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>Rien n’est trouvé.</translation>
    </message>
    <message>
        <source>Nothing is in the history yet.</source>
        <translation>L’historique est encore vide.</translation>
    </message>
    <message>
        <source>Nothing is sent; the dialogue is shown</source>
        <translation>Rien n’est envoyé ; le dialogue est affiché</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Rien ne changerait.</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>En route</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Off the list, until it comes again</source>
        <translation>Hors de la liste, jusqu’à son retour</translation>
    </message>
    <message>
        <source>Of an identity provider of the house (OAuth); most houses have none.</source>
        <translation>Ceux d’un fournisseur d’identité de la maison (OAuth) ; la plupart des maisons n’en ont pas.</translation>
    </message>
    <message>
        <source>Of each person and device: a stolen password sends no more than this.</source>
        <translation>De chaque personne et de chaque appareil : un mot de passe volé n’envoie pas davantage.</translation>
    </message>
    <message>
        <source>Of this house only one's own</source>
        <translation>De cette maison, seulement les siennes</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Offered to everybody.</source>
        <translation>Proposée à tout le monde.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>On the clipboard: {what}</source>
        <translation>Dans le presse-papiers : {what}</translation>
    </message>
    <message>
        <source>On the tab Advanced set the ports above, and leave secure connection (SSL) off for both.</source>
        <translation>Dans l’onglet Avancé, régler les ports ci-dessus et laisser la connexion sécurisée (SSL) décochée pour les deux.</translation>
    </message>
    <message>
        <source>One line of {n} characters at most.</source>
        <translation>Une ligne de {n} caractères au plus.</translation>
    </message>
    <message>
        <source>One more person</source>
        <translation>Une personne de plus</translation>
    </message>
    <message>
        <source>One more person (Ctrl+N)</source>
        <translation>Une personne de plus (Ctrl+N)</translation>
    </message>
    <message>
        <source>One sender</source>
        <translation>Un expéditeur</translation>
    </message>
    <message>
        <source>One server</source>
        <translation>Un serveur</translation>
    </message>
    <message>
        <source>One thing is left for you</source>
        <translation>Il vous reste une chose à faire</translation>
    </message>
    <message>
        <source>Only the owner</source>
        <translation>Son propriétaire seul</translation>
    </message>
    <message>
        <source>Only one's own</source>
        <translation>Seulement les siennes</translation>
    </message>
    <message>
        <source>Only this house</source>
        <translation>Seulement cette maison</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open HomeMail</source>
        <translation>Ouvrir HomeMail</translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation>Ouvrir les réglages</translation>
    </message>
    <message>
        <source>Open a page, in the order of the list</source>
        <translation>Ouvrir une page, dans l’ordre de la liste</translation>
    </message>
    <message>
        <source>Open at {address}, port {port}</source>
        <translation>Ouvert en {address}, port {port}</translation>
    </message>
    <message>
        <source>Open the house</source>
        <translation>Ouvrir la maison</translation>
    </message>
    <message>
        <source>Open the page Sending</source>
        <translation>Ouvrir la page Envoi</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Ouvrir les réglages</translation>
    </message>
    <message>
        <source>Open {rule} on the page Addresses</source>
        <translation>Ouvrir {rule} sur la page Adresses</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>Autres chemins</translation>
    </message>
    <message>
        <source>Others lose what was shown to them: {mailboxes}.</source>
        <translation>Les autres perdent ce qui leur était montré : {mailboxes}.</translation>
    </message>
    <message>
        <source>Other settings</source>
        <translation>Autres réglages</translation>
    </message>
    <message>
        <source>Our own domain, at a fixed address</source>
        <translation>Notre propre domaine, à une adresse fixe</translation>
    </message>
    <message>
        <source>Our own domain, behind the router</source>
        <translation>Notre propre domaine, derrière la box</translation>
    </message>
    <message>
        <source>Our providers send for us</source>
        <translation>Nos fournisseurs envoient pour nous</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Sorti</translation>
    </message>
    <message>
        <source>Out of the house</source>
        <translation>Hors de la maison</translation>
    </message>
    <message>
        <source>Outgoing mail</source>
        <translation>Courrier sortant</translation>
    </message>
    <message>
        <source>Outlook Express knows no TLS of today, and login without TLS is switched off: it cannot log in.</source>
        <translation>Outlook Express ne connaît pas le TLS d’aujourd’hui, et l’identification sans TLS est coupée : il ne peut pas s’identifier.</translation>
    </message>
    <message>
        <source>Outlook Express knows no TLS of today: its password crosses the network readably.</source>
        <translation>Outlook Express ne connaît pas le TLS d’aujourd’hui : son mot de passe traverse le réseau en clair.</translation>
    </message>
    <message>
        <source>Outlook Express knows no TLS of today: its password crosses the network readably. It is let in from these networks only: {networks}.</source>
        <translation>Outlook Express ne connaît pas le TLS d’aujourd’hui : son mot de passe traverse le réseau en clair. Il n’est admis que depuis ces réseaux : {networks}.</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Part of the page</source>
        <translation>Partie de la page</translation>
    </message>
    <message>
        <source>Password and certificate</source>
        <translation>Mot de passe et certificat</translation>
    </message>
    <message>
        <source>Part of the settings</source>
        <translation>Partie des réglages</translation>
    </message>
    <message>
        <source>Password at the provider</source>
        <translation>Mot de passe chez le fournisseur</translation>
    </message>
    <message>
        <source>Paste the header lines of a message here.</source>
        <translation>Collez ici les lignes d’en-tête d’un message.</translation>
    </message>
    <message>
        <source>Paste lines</source>
        <translation>Coller des lignes</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>Ligne collée</translation>
    </message>
    <message>
        <source>Pasted header</source>
        <translation>En-tête collé</translation>
    </message>
    <message>
        <source>Pasted lines</source>
        <translation>Lignes collées</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Mots de passe</translation>
    </message>
    <message>
        <source>Passwords only.</source>
        <translation>Mots de passe seulement.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Person: {name}</source>
        <translation>Personne : {name}</translation>
    </message>
    <message>
        <source>Plus: chris+shop</source>
        <translation>Plus : chris+shop</translation>
    </message>
    <message>
        <source>Ports and addresses</source>
        <translation>Ports et adresses</translation>
    </message>
    <message>
        <source>Ports other than the usual ones are set afterwards: the account, Advanced; and for sending, SMTP.</source>
        <translation>Les ports inhabituels se règlent ensuite : le compte, Avancé ; et pour l’envoi, SMTP.</translation>
    </message>
    <message>
        <source>Postfix</source>
        <translation>Postfix</translation>
    </message>
    <message>
        <source>Printer in the hall</source>
        <translation>Imprimante de l’entrée</translation>
    </message>
    <message>
        <source>Printer, scanner, script</source>
        <translation>Imprimante, scanner, script</translation>
    </message>
    <message>
        <source>Printers and others</source>
        <translation>Imprimantes et autres</translation>
    </message>
    <message>
        <source>Printers, scanners, cameras, scripts</source>
        <translation>Imprimantes, scanners, caméras, scripts</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Programs on this computer can use homemail sendmail in place of a server.</source>
        <translation>Les programmes de cet ordinateur peuvent utiliser homemail sendmail au lieu d’un serveur.</translation>
    </message>
    <message>
        <source>Programs that have connected</source>
        <translation>Programmes qui se sont connectés</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocole</translation>
    </message>
    <message>
        <source>Put off or held</source>
        <translation>Différés ou retenus</translation>
    </message>
    <message>
        <source>Recipients only</source>
        <translation>Destinataires seulement</translation>
    </message>
    <message>
        <source>Recipients stay as they are written.</source>
        <translation>Les destinataires restent tels qu’ils sont écrits.</translation>
    </message>
    <message>
        <source>Recipients too</source>
        <translation>Destinataires aussi</translation>
    </message>
    <message>
        <source>Refuse kinds of attachments</source>
        <translation>Refuser certains types de pièces jointes</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Put all settings back to how they were after “{what}”, {when}? What was changed later goes; the history keeps it.</source>
        <translation>Remettre tous les réglages comme ils étaient après « {what} », {when} ? Ce qui a changé ensuite s’en va ; l’historique le garde.</translation>
    </message>
    <message>
        <source>Put everything back</source>
        <translation>Tout remettre</translation>
    </message>
    <message>
        <source>Put everything back to then…</source>
        <translation>Tout remettre comme alors…</translation>
    </message>
    <message>
        <source>Read and change</source>
        <translation>Lire et modifier</translation>
    </message>
    <message>
        <source>Recent mail</source>
        <translation>Courrier récent</translation>
    </message>
    <message>
        <source>Refuse a word in the subject</source>
        <translation>Refuser un mot dans l’objet</translation>
    </message>
    <message>
        <source>Refuse attachments that are programs</source>
        <translation>Refuser les pièces jointes qui sont des programmes</translation>
    </message>
    <message>
        <source>Put back what is in force</source>
        <translation>Remettre ce qui est en vigueur</translation>
    </message>
    <message>
        <source>Refuse doubtful names too</source>
        <translation>Refuser aussi les noms douteux</translation>
    </message>
    <message>
        <source>Refuse who greets with our own name</source>
        <translation>Refuser qui usurpe notre nom</translation>
    </message>
    <message>
        <source>Refused at {address}, port {port}: {reason}. {mend}</source>
        <translation>Refusé en {address}, port {port} : {reason}. {mend}</translation>
    </message>
    <message>
        <source>Refused more than {n} times today.</source>
        <translation>A refusé plus de {n} fois aujourd’hui.</translation>
    </message>
    <message>
        <source>Refused nobody today.</source>
        <translation>N’a refusé personne aujourd’hui.</translation>
    </message>
    <message>
        <source>Refused or returned</source>
        <translation>Refusé ou renvoyé</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Relais</translation>
    </message>
    <message>
        <source>Relay {name}</source>
        <translation>Relais {name}</translation>
    </message>
    <message>
        <source>Relays by person, transports by domain</source>
        <translation>Relais par personne, transports par domaine</translation>
    </message>
    <message>
        <source>Remove the chosen row</source>
        <translation>Retirer la ligne choisie</translation>
    </message>
    <message>
        <source>Remove {mailbox}</source>
        <translation>Supprimer {mailbox}</translation>
    </message>
    <message>
        <source>Remove {name}? The mailbox is empty.</source>
        <translation>Retirer {name} ? La boîte est vide.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Refused today</source>
        <translation>Refus du jour</translation>
    </message>
    <message>
        <source>Reply-To</source>
        <translation>Répondre à</translation>
    </message>
    <message>
        <source>Room for mail</source>
        <translation>Place pour le courrier</translation>
    </message>
    <message>
        <source>SPF, DKIM and DMARC of arriving mail</source>
        <translation>SPF, DKIM et DMARC du courrier qui arrive</translation>
    </message>
    <message>
        <source>SSL/TLS</source>
        <translation>SSL/TLS</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>Saved. It holds for mail from now on.</source>
        <translation>Enregistré. Cela vaut désormais pour tout le courrier.</translation>
    </message>
    <message>
        <source>Saved. Mail still stays in the house until it is let out, above.</source>
        <translation>Enregistré. Le courrier reste encore dans la maison, jusqu’à ce qu’on le laisse sortir, ci-dessus.</translation>
    </message>
    <message>
        <source>Search further back</source>
        <translation>Chercher plus loin</translation>
    </message>
    <message>
        <source>Search the messages</source>
        <translation>Chercher dans les messages</translation>
    </message>
    <message>
        <source>Search the messages or the log</source>
        <translation>Chercher dans les messages ou dans le journal</translation>
    </message>
    <message>
        <source>Search: an address, a queue ID, a client</source>
        <translation>Chercher : une adresse, un n° de file, un client</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Say whom it may send as</source>
        <translation>Dire sous quelles adresses il peut envoyer</translation>
    </message>
    <message>
        <source>Saved. It is in force after the next start of the engine.</source>
        <translation>Enregistré. En vigueur au prochain démarrage du moteur.</translation>
    </message>
    <message>
        <source>Seen here</source>
        <translation>Vus ici</translation>
    </message>
    <message>
        <source>Send one and watch it pass here.</source>
        <translation>Envoyez-en un et regardez-le passer ici.</translation>
    </message>
    <message>
        <source>Sender rewriting, hidden computers</source>
        <translation>Réécriture de l’expéditeur, ordinateurs masqués</translation>
    </message>
    <message>
        <source>Sender rewriting: {name}</source>
        <translation>Réécriture : {name}</translation>
    </message>
    <message>
        <source>Senders only</source>
        <translation>Expéditeurs seulement</translation>
    </message>
    <message>
        <source>Senders stay as they are written.</source>
        <translation>Les expéditeurs restent tels qu’ils sont écrits.</translation>
    </message>
    <message>
        <source>Senders too</source>
        <translation>Expéditeurs aussi</translation>
    </message>
    <message>
        <source>Sending of the house</source>
        <translation>Envois de la maison</translation>
    </message>
    <message>
        <source>Sent by somebody of the house</source>
        <translation>Envoyé par quelqu’un de la maison</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Set the limit</source>
        <translation>Fixer la limite</translation>
    </message>
    <message>
        <source>Setting the limit…</source>
        <translation>La limite est fixée…</translation>
    </message>
    <message>
        <source>Settings are changed while the engine runs.</source>
        <translation>Les réglages se changent pendant que le moteur tourne.</translation>
    </message>
    <message>
        <source>Settings, Apps, Mail, Mail Accounts, Add Account, Other, Add Mail Account.</source>
        <translation>Réglages, Apps, Mail, Comptes Mail, Ajouter un compte, Autre, Ajouter un compte Mail.</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Ranger</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Quit; mail keeps flowing</source>
        <translation>Quitter ; le courrier continue de circuler</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Remove the check</source>
        <translation>Supprimer le contrôle</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search pages, settings, people, messages and actions</source>
        <translation>Rechercher pages, réglages, personnes, messages et actions</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Réglage</translation>
    </message>
    <message>
        <source>Shared mailboxes</source>
        <translation>Boîtes partagées</translation>
    </message>
    <message>
        <source>Shared mailboxes and who may read them</source>
        <translation>Boîtes partagées et qui peut les lire</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Show in the queue</source>
        <translation>Voir dans la file</translation>
    </message>
    <message>
        <source>Show the chosen message in the queue</source>
        <translation>Voir le message choisi dans la file d’attente</translation>
    </message>
    <message>
        <source>Show the keyboard shortcuts</source>
        <translation>Montrer les raccourcis clavier</translation>
    </message>
    <message>
        <source>Show the passwords</source>
        <translation>Afficher les mots de passe</translation>
    </message>
    <message>
        <source>Shown to others</source>
        <translation>Montré aux autres</translation>
    </message>
    <message>
        <source>Shows nothing to others.</source>
        <translation>Ne montre rien aux autres.</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Signatures</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Spam, blocklists, blocked senders</source>
        <translation>Indésirables (spam), listes noires, expéditeurs bloqués</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>Pas à pas</translation>
    </message>
    <message>
        <source>Start with my session</source>
        <translation>Démarrer avec ma session</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Arrêter la recherche</translation>
    </message>
    <message>
        <source>TLS, the house's own authority</source>
        <translation>TLS, autorité propre à la maison</translation>
    </message>
    <message>
        <source>Take back the last change of the settings? {what}</source>
        <translation>Annuler la dernière modification des réglages ? {what}</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>L’annuler</translation>
    </message>
    <message>
        <source>Take no more mail from {sender}? It is refused at the door from now on.</source>
        <translation>Ne plus prendre de courrier de {sender} ? Il est refusé à l’entrée dès maintenant.</translation>
    </message>
    <message>
        <source>Take back the last change of the settings</source>
        <translation>Annuler la dernière modification des réglages</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Strangers</source>
        <translation>Inconnus</translation>
    </message>
    <message>
        <source>Strangers at the door</source>
        <translation>Les inconnus à la porte</translation>
    </message>
    <message>
        <source>Take person {n} off the list</source>
        <translation>Retirer la personne {n} de la liste</translation>
    </message>
    <message>
        <source>Take this change back</source>
        <translation>Annuler cette modification</translation>
    </message>
    <message>
        <source>Take this person off the list</source>
        <translation>Retirer cette personne de la liste</translation>
    </message>
    <message>
        <source>Taken out of the queue by hand</source>
        <translation>Retiré de la file à la main</translation>
    </message>
    <message>
        <source>Tell me on the desktop what needs me</source>
        <translation>Me signaler sur le bureau ce qui a besoin de moi</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Text check {name}</source>
        <translation>Contrôle du texte {name}</translation>
    </message>
    <message>
        <source>The Internet has been away for {duration}.</source>
        <translation>Internet est absent depuis {duration}.</translation>
    </message>
    <message>
        <source>The changes are in force. The history of the settings can take them back.</source>
        <translation>Les modifications sont en vigueur. L’historique des réglages peut les annuler.</translation>
    </message>
    <message>
        <source>The check in the form is tried with the others; nothing is saved.</source>
        <translation>Le contrôle du formulaire est essayé avec les autres ; rien n’est enregistré.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Le disque est plein</translation>
    </message>
    <message>
        <source>The domain that you rent, such as martin.example.</source>
        <translation>Le domaine que vous louez, comme martin.example.</translation>
    </message>
    <message>
        <source>The domain that you rent.</source>
        <translation>Le domaine que vous louez.</translation>
    </message>
    <message>
        <source>The engine does not run: settings, people and messages are not searched.</source>
        <translation>Le moteur ne tourne pas : réglages, personnes et messages ne sont pas recherchés.</translation>
    </message>
    <message>
        <source>The engine is gone. Mail that was accepted is safe.</source>
        <translation>Le moteur a disparu. Le courrier accepté est en sûreté.</translation>
    </message>
    <message>
        <source>The engine keeps the history, and does not run.</source>
        <translation>L’historique est tenu par le moteur, qui ne tourne pas.</translation>
    </message>
    <message>
        <source>The engine starts</source>
        <translation>Le moteur démarre</translation>
    </message>
    <message>
        <source>The engine starts when you log in, without a window; mail flows from then on.</source>
        <translation>Le moteur démarre à l’ouverture de votre session, sans fenêtre ; le courrier circule dès lors.</translation>
    </message>
    <message>
        <source>The family</source>
        <translation>La famille</translation>
    </message>
    <message>
        <source>The family has no mailbox yet. A usual first one: Bills.</source>
        <translation>La famille n’a pas encore de boîte. La première est souvent : Factures.</translation>
    </message>
    <message>
        <source>The first letter arrives</source>
        <translation>La première lettre arrive</translation>
    </message>
    <message>
        <source>The first letter lies in the mailbox; what passed on the way is below.</source>
        <translation>La première lettre est dans la boîte ; ce qui s’est dit en chemin est ci-dessous.</translation>
    </message>
    <message>
        <source>The first letter of the house</source>
        <translation>La première lettre de la maison</translation>
    </message>
    <message>
        <source>The first letter on its way</source>
        <translation>La première lettre en chemin</translation>
    </message>
    <message>
        <source>The house and who is logged in</source>
        <translation>La maison et qui s’est identifié</translation>
    </message>
    <message>
        <source>The house as main.cf and tables; paste lines of Postfix</source>
        <translation>La maison en main.cf et tables ; coller des lignes de Postfix</translation>
    </message>
    <message>
        <source>The house is made</source>
        <translation>La maison se crée</translation>
    </message>
    <message>
        <source>The letter was taken, but it is not in the mailbox.</source>
        <translation>La lettre a été acceptée, mais elle n’est pas dans la boîte.</translation>
    </message>
    <message>
        <source>The limit of {name} is set.</source>
        <translation>La limite de {name} est fixée.</translation>
    </message>
    <message>
        <source>The lines are on the clipboard.</source>
        <translation>Les lignes sont dans le presse-papiers.</translation>
    </message>
    <message>
        <source>The line that people see, and not the envelope alone, obeys the rule above.</source>
        <translation>La ligne que l’on voit, et pas seulement l’enveloppe, suit la règle ci-dessus.</translation>
    </message>
    <message>
        <source>The log says nothing more</source>
        <translation>Le journal n’en dit pas plus</translation>
    </message>
    <message>
        <source>The mailbox is full</source>
        <translation>La boîte est pleine</translation>
    </message>
    <message>
        <source>The mailboxes below it stay.</source>
        <translation>Les boîtes au-dessous restent.</translation>
    </message>
    <message>
        <source>The lines that say what a message and its parts are, such as names of attachments; the first check that matches decides.</source>
        <translation>Les lignes qui disent ce que sont un message et ses parties, comme les noms des pièces jointes ; le premier contrôle qui correspond décide.</translation>
    </message>
    <message>
        <source>The message is too big</source>
        <translation>Le message est trop gros</translation>
    </message>
    <message>
        <source>The message before and after</source>
        <translation>Le message avant et après</translation>
    </message>
    <message>
        <source>The message to try</source>
        <translation>Le message à essayer</translation>
    </message>
    <message>
        <source>The name of the house</source>
        <translation>Le nom de la maison</translation>
    </message>
    <message>
        <source>The names of computers stay in addresses.</source>
        <translation>Les noms d’ordinateurs restent dans les adresses.</translation>
    </message>
    <message>
        <source>The network</source>
        <translation>Le réseau</translation>
    </message>
    <message>
        <source>The password is the one given on the page People.</source>
        <translation>Le mot de passe est celui donné sur la page Personnes.</translation>
    </message>
    <message>
        <source>The password with which you read this mail at {provider}.</source>
        <translation>Le mot de passe avec lequel vous lisez ce courrier chez {provider}.</translation>
    </message>
    <message>
        <source>The ports are open</source>
        <translation>Les ports sont ouverts</translation>
    </message>
    <message>
        <source>The post office is open</source>
        <translation>Le bureau de poste est ouvert</translation>
    </message>
    <message>
        <source>The provider's password is kept safe</source>
        <translation>Le mot de passe du fournisseur est rangé en lieu sûr</translation>
    </message>
    <message>
        <source>The provider's server, its login and password</source>
        <translation>Serveur du fournisseur, identifiant et mot de passe</translation>
    </message>
    <message>
        <source>The providers</source>
        <translation>Les fournisseurs</translation>
    </message>
    <message>
        <source>The relay refuses the login</source>
        <translation>Le relais refuse l’identifiant</translation>
    </message>
    <message>
        <source>The sender’s domain does not exist</source>
        <translation>Le domaine de l’expéditeur n’existe pas</translation>
    </message>
    <message>
        <source>The same as Postfix has it, and lines of Postfix taken here</source>
        <translation>La même chose vue par Postfix ; et des lignes de Postfix, reprises ici</translation>
    </message>
    <message>
        <source>The row {name} was removed.</source>
        <translation>La ligne {name} a été retirée.</translation>
    </message>
    <message>
        <source>The settings are written</source>
        <translation>Les réglages sont écrits</translation>
    </message>
    <message>
        <source>The settings file has a mistake, so the settings from before are in force. Correct it, then have it read again.
{reason}</source>
        <translation>Le fichier des réglages contient une erreur : les réglages d’avant restent en vigueur. Corrigez-le, puis faites-le relire.
{reason}</translation>
    </message>
    <message>
        <source>The step that allows the usual ports</source>
        <translation>L’étape qui autorise les ports habituels</translation>
    </message>
    <message>
        <source>The system does not let you use ports below 1024.</source>
        <translation>Le système ne vous laisse pas utiliser les ports inférieurs à 1024.</translation>
    </message>
    <message>
        <source>The usual ones</source>
        <translation>Les ports habituels</translation>
    </message>
    <message>
        <source>The whole house as Postfix has it</source>
        <translation>Toute la maison vue par Postfix</translation>
    </message>
    <message>
        <source>There is a mailbox {name} already.</source>
        <translation>Il y a déjà une boîte {name}.</translation>
    </message>
    <message>
        <source>These addresses stay and lead there no more: {addresses}.</source>
        <translation>Ces adresses restent et n’y mènent plus : {addresses}.</translation>
    </message>
    <message>
        <source>There is no such list, or it is given up; it refuses nobody</source>
        <translation>Cette liste n’existe pas ou est abandonnée ; elle ne refuse personne</translation>
    </message>
    <message>
        <source>These lines are of</source>
        <translation>Ces lignes viennent de</translation>
    </message>
    <message>
        <source>This command in a terminal allows it:</source>
        <translation>Cette commande dans un terminal l’autorise :</translation>
    </message>
    <message>
        <source>This computer and {address}</source>
        <translation>Cet ordinateur et {address}</translation>
    </message>
    <message>
        <source>This computer becomes the post office of the house. What kind of home is it? All of this can be changed later.</source>
        <translation>Cet ordinateur devient le bureau de poste de la maison. De quel genre de foyer s’agit-il ? Tout pourra être changé plus tard.</translation>
    </message>
    <message>
        <source>This computer has a public address that never changes, as rented servers do.</source>
        <translation>Cet ordinateur a une adresse publique qui ne change jamais, comme les serveurs loués.</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>Cet ordinateur seulement</translation>
    </message>
    <message>
        <source>This desktop has no place for icons. The window says and does all of it.</source>
        <translation>Ce bureau n’a pas de place pour les icônes. La fenêtre dit et fait tout cela.</translation>
    </message>
    <message>
        <source>This house sends no mail to the outside.</source>
        <translation>Cette maison n’envoie aucun courrier à l’extérieur.</translation>
    </message>
    <message>
        <source>This letter was handed in at the post office of your house and lies in your mailbox: mail is flowing.</source>
        <translation>Cette lettre a été remise au bureau de poste de votre maison et se trouve dans votre boîte : le courrier circule.</translation>
    </message>
    <message>
        <source>This name keeps its computer</source>
        <translation>Ce nom garde son ordinateur</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Cette fenêtre</translation>
    </message>
    <message>
        <source>Thunderbird asks about the certificate once for reading and once for sending: compare the fingerprint above, and confirm.</source>
        <translation>Thunderbird interroge sur le certificat une fois pour lire et une fois pour envoyer : comparer l’empreinte ci-dessus, et confirmer.</translation>
    </message>
    <message>
        <source>Thunderbird, Outlook, Apple Mail, telephone, printer</source>
        <translation>Thunderbird, Outlook, Apple Mail, téléphone, imprimante</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Fois</translation>
    </message>
    <message>
        <source>To and Cc too, so that an answer to all reaches the people of the house</source>
        <translation>À et Cc aussi, pour qu’une réponse à tous parvienne aux personnes de la maison</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Today's mail programs connect encrypted; strangers cannot send from here.</source>
        <translation>Les logiciels de courrier actuels se connectent de façon chiffrée ; les inconnus ne peuvent rien envoyer d’ici.</translation>
    </message>
    <message>
        <source>Tokens instead of passwords</source>
        <translation>Jetons au lieu de mots de passe</translation>
    </message>
    <message>
        <source>Tokens of {issuer} are taken, over TLS.</source>
        <translation>Les jetons de {issuer} sont acceptés, sous TLS.</translation>
    </message>
    <message>
        <source>Tools, Accounts, Add, Mail: type the name and the address above.</source>
        <translation>Outils, Comptes, Ajouter, Courrier : saisir le nom et l’adresse ci-dessus.</translation>
    </message>
    <message>
        <source>Try all on recent mail</source>
        <translation>Tout essayer sur le courrier récent</translation>
    </message>
    <message>
        <source>Try on recent mail</source>
        <translation>Essayer sur le courrier récent</translation>
    </message>
    <message>
        <source>Turned to somebody else</source>
        <translation>Redirigées vers quelqu’un d’autre</translation>
    </message>
    <message>
        <source>Turned: {name}</source>
        <translation>Redirection : {name}</translation>
    </message>
    <message>
        <source>Type servers, ports and encryption as above, then the password.</source>
        <translation>Saisir serveurs, ports et chiffrement comme ci-dessus, puis le mot de passe.</translation>
    </message>
    <message>
        <source>Type the name, the address and the password; then choose IMAP and type servers and user name, for outgoing mail too.</source>
        <translation>Saisir le nom, l’adresse et le mot de passe ; puis choisir IMAP et saisir serveurs et nom d’utilisateur, pour l’envoi aussi.</translation>
    </message>
    <message>
        <source>Type the password, then servers, ports and security type as above.</source>
        <translation>Saisir le mot de passe, puis serveurs, ports et type de sécurité comme ci-dessus.</translation>
    </message>
    <message>
        <source>Type the server and the port above where the device asks for an SMTP server, without a login.</source>
        <translation>Saisir le serveur et le port ci-dessus là où l’appareil demande un serveur SMTP, sans identifiant.</translation>
    </message>
    <message>
        <source>Type the values above; the way to log in is Normal password.</source>
        <translation>Saisir les valeurs ci-dessus ; l’authentification est « Mot de passe normal ».</translation>
    </message>
    <message>
        <source>Under Without a login you say which addresses one device may send as.</source>
        <translation>Sous « Sans identification », vous dites sous quelles adresses un appareil peut envoyer.</translation>
    </message>
    <message>
        <source>Underscore: chris_shop</source>
        <translation>Tiret bas : chris_shop</translation>
    </message>
    <message>
        <source>Unknown names are refused, which is usual.</source>
        <translation>Les noms inconnus sont refusés, comme c’est l’usage.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Waits until it is released</source>
        <translation>Attend d’être libéré</translation>
    </message>
    <message>
        <source>Usual: {usual}</source>
        <translation>Par défaut : {usual}</translation>
    </message>
    <message>
        <source>Was here as</source>
        <translation>Était ici sous</translation>
    </message>
    <message>
        <source>Way for {name}</source>
        <translation>Chemin pour {name}</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semaine</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>What a program says it is, nobody has checked.</source>
        <translation>Ce qu’un programme dit être, personne ne l’a vérifié.</translation>
    </message>
    <message>
        <source>What cannot log in is known by its network address, and may send as whom you say.</source>
        <translation>Ce qui ne peut pas s’identifier est reconnu à son adresse réseau et envoie sous les adresses que vous dites.</translation>
    </message>
    <message>
        <source>What connects from {address} has no name any more.</source>
        <translation>Ce qui se connecte depuis {address} n’a plus de nom.</translation>
    </message>
    <message>
        <source>What connects from {address} is called {name}.</source>
        <translation>Ce qui se connecte depuis {address} s’appelle {name}.</translation>
    </message>
    <message>
        <source>What a server outside has to pass; the house and whoever logged in never meet it.</source>
        <translation>Ce qu’un serveur de l’extérieur doit passer ; la maison et qui s’est identifié ne le rencontrent jamais.</translation>
    </message>
    <message>
        <source>What flowed</source>
        <translation>Ce qui a circulé</translation>
    </message>
    <message>
        <source>To the list of pages and back</source>
        <translation>Vers la liste des pages, et retour</translation>
    </message>
    <message>
        <source>Trust the network no longer</source>
        <translation>Ne plus faire confiance au réseau</translation>
    </message>
    <message>
        <source>Try all waiting mail now</source>
        <translation>Essayer maintenant tout le courrier qui attend</translation>
    </message>
    <message>
        <source>Try the chosen messages now</source>
        <translation>Essayer maintenant les messages choisis</translation>
    </message>
    <message>
        <source>Type a little more.</source>
        <translation>Tapez un peu plus.</translation>
    </message>
    <message>
        <source>What it becomes</source>
        <translation>Ce qu’elle devient</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Ce qui est montré</translation>
    </message>
    <message>
        <source>What is shown of the message</source>
        <translation>Ce qui est montré du message</translation>
    </message>
    <message>
        <source>What the house calls it</source>
        <translation>Comment la maison l’appelle</translation>
    </message>
    <message>
        <source>What the relay takes</source>
        <translation>Ce que le relais accepte</translation>
    </message>
    <message>
        <source>What these lines become</source>
        <translation>Ce que deviennent ces lignes</translation>
    </message>
    <message>
        <source>What the house makes of addresses and header lines. Nothing is sent.</source>
        <translation>Ce que la maison fait des adresses et des lignes d’en-tête. Rien n’est envoyé.</translation>
    </message>
    <message>
        <source>What the outside sees</source>
        <translation>Ce que voit l’extérieur</translation>
    </message>
    <message>
        <source>What they may</source>
        <translation>Ce qui est permis</translation>
    </message>
    <message>
        <source>What is done with a message because of what it says, and with mail from strangers.</source>
        <translation>Ce qu’il advient d’un message à cause de ce qu’il dit, et du courrier des inconnus.</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>What it said</source>
        <translation>Ce qu’elle a répondu</translation>
    </message>
    <message>
        <source>What mail servers outside call themselves when they connect.</source>
        <translation>Comment les serveurs extérieurs se nomment en se connectant.</translation>
    </message>
    <message>
        <source>What reverse DNS calls its public address</source>
        <translation>Son nom inverse (DNS)</translation>
    </message>
    <message>
        <source>What to try on</source>
        <translation>Sur quoi essayer</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Ce qui se passerait</translation>
    </message>
    <message>
        <source>What {name} may keep</source>
        <translation>Ce que {name} peut garder</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>When everything is ready, a first letter goes through the whole post office.</source>
        <translation>Quand tout est prêt, une première lettre traverse tout le bureau de poste.</translation>
    </message>
    <message>
        <source>Where Outlook warns of the certificate, install the house's one on this computer first.</source>
        <translation>Si Outlook met en garde contre le certificat, installer d’abord celui de la maison sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Where it asks about the certificate, show it, compare the fingerprint, and always trust it.</source>
        <translation>S’il interroge sur le certificat, l’afficher, comparer l’empreinte et toujours s’y fier.</translation>
    </message>
    <message>
        <source>Where it says that the server's identity cannot be verified: Details, compare the fingerprint, Trust.</source>
        <translation>S’il dit que l’identité du serveur ne peut pas être vérifiée : Détails, comparer l’empreinte, Se fier.</translation>
    </message>
    <message>
        <source>Where you rent the domain there is a form for DNS entries. Put these in; the page Sending keeps the last one at hand.</source>
        <translation>Là où vous louez le domaine, il y a un formulaire pour les entrées DNS. Saisissez-y celles-ci ; la page Envoi garde la dernière sous la main.</translation>
    </message>
    <message>
        <source>Which messages</source>
        <translation>Quels messages</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Who brings it</source>
        <translation>Qui l’apporte</translation>
    </message>
    <message>
        <source>Who lives here</source>
        <translation>Qui vit ici</translation>
    </message>
    <message>
        <source>Which DNS server's word is taken that an answer was signed and is right (DNSSEC).</source>
        <translation>Quel serveur DNS est cru quand il dit qu’une réponse est signée et juste (DNSSEC).</translation>
    </message>
    <message>
        <source>Who lives here?</source>
        <translation>Qui habite ici ?</translation>
    </message>
    <message>
        <source>Who logged in may write under any address, also somebody else's.</source>
        <translation>Qui s’est identifié peut écrire sous n’importe quelle adresse, même celle d’autrui.</translation>
    </message>
    <message>
        <source>Who logged in writes under one's own addresses only.</source>
        <translation>Qui s’est identifié n’écrit que sous ses propres adresses.</translation>
    </message>
    <message>
        <source>Who may ask whether an address is one of the house (VRFY, EXPN).</source>
        <translation>Qui peut demander si une adresse est de la maison (VRFY, EXPN).</translation>
    </message>
    <message>
        <source>Who may send</source>
        <translation>Qui peut envoyer</translation>
    </message>
    <message>
        <source>Who may use it</source>
        <translation>Qui peut s’en servir</translation>
    </message>
    <message>
        <source>Who may use {mailbox}</source>
        <translation>Qui peut utiliser {mailbox}</translation>
    </message>
    <message>
        <source>Whoever has no address outside writes within the house only.</source>
        <translation>Qui n’a pas d’adresse extérieure n’écrit que dans la maison.</translation>
    </message>
    <message>
        <source>Whole domain</source>
        <translation>Domaine entier</translation>
    </message>
    <message>
        <source>Whoever writes to them is told the new address; the mail is not taken in.</source>
        <translation>Qui leur écrit apprend la nouvelle adresse ; le courrier n’est pas accepté.</translation>
    </message>
    <message>
        <source>With a dot before it: the domains below it</source>
        <translation>Avec un point devant : les domaines au-dessous</translation>
    </message>
    <message>
        <source>With these settings the history begins.</source>
        <translation>C’est avec ces réglages que l’historique commence.</translation>
    </message>
    <message>
        <source>Whom it is shown to</source>
        <translation>À qui elle est montrée</translation>
    </message>
    <message>
        <source>Whom it may send as…</source>
        <translation>Sous quelles adresses…</translation>
    </message>
    <message>
        <source>Whose mailboxes</source>
        <translation>Les boîtes de qui</translation>
    </message>
    <message>
        <source>Without a login</source>
        <translation>Sans identification</translation>
    </message>
    <message>
        <source>Without a login it may send from these networks: {networks}.</source>
        <translation>Sans identifiant, il peut envoyer depuis ces réseaux : {networks}.</translation>
    </message>
    <message>
        <source>Write a new check</source>
        <translation>Écrire un nouveau contrôle</translation>
    </message>
    <message>
        <source>Write an address in To, and see what becomes of it.</source>
        <translation>Écrivez une adresse dans À, et voyez ce qu’elle devient.</translation>
    </message>
    <message>
        <source>Writing as somebody</source>
        <translation>Écrire au nom de quelqu’un</translation>
    </message>
    <message>
        <source>Written as</source>
        <translation>Écrit</translation>
    </message>
    <message>
        <source>Wrong passwords, tokens</source>
        <translation>Mots de passe erronés, jetons</translation>
    </message>
    <message>
        <source>You have addresses at Orange, Gmail or others; what you write leaves through them.</source>
        <translation>Vous avez des adresses chez Orange, Gmail ou d’autres ; ce que vous écrivez part par chez eux.</translation>
    </message>
    <message>
        <source>You rent a name such as martin.example, and the router at home lets mail in.</source>
        <translation>Vous louez un nom comme martin.example, et la box de la maison laisse entrer le courrier.</translation>
    </message>
    <message>
        <source>You see the envelope, the queue ID and the line that matched, and nothing else of anybody’s mail.</source>
        <translation>Vous voyez l’enveloppe, le numéro de file et la ligne qui correspond, et rien d’autre du courrier de personne.</translation>
    </message>
    <message>
        <source>Your provider's help page names the server for outgoing mail (SMTP).</source>
        <translation>La page d’aide de votre fournisseur indique le serveur du courrier sortant (SMTP).</translation>
    </message>
    <message>
        <source>alias</source>
        <translation>alias</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>et {n} de plus</translation>
    </message>
    <message>
        <source>a bank account number</source>
        <translation>un numéro de compte bancaire</translation>
    </message>
    <message>
        <source>a document with macros</source>
        <translation>un document à macros</translation>
    </message>
    <message>
        <source>a scan waits for a look</source>
        <translation>une numérisation attend un regard</translation>
    </message>
    <message>
        <source>an archive waits for a look</source>
        <translation>une archive attend un regard</translation>
    </message>
    <message>
        <source>a name nobody has</source>
        <translation>un nom que personne n’a</translation>
    </message>
    <message>
        <source>anna@example.org</source>
        <translation>anna@example.org</translation>
    </message>
    <message>
        <source>DNS, relays and servers outside were not asked.</source>
        <translation>Ni DNS, ni relais, ni serveurs de l’extérieur n’ont été interrogés.</translation>
    </message>
    <message>
        <source>Everything that mail needs is well.</source>
        <translation>Tout ce qu’il faut au courrier va bien.</translation>
    </message>
    <message>
        <source>Looking again…</source>
        <translation>Nouvel examen…</translation>
    </message>
    <message>
        <source>Looking at everything that mail needs…</source>
        <translation>Examen de tout ce qu’il faut au courrier…</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Demande votre attention</translation>
    </message>
    <message>
        <source>Open Addresses</source>
        <translation>Ouvrir Adresses</translation>
    </message>
    <message>
        <source>Open People</source>
        <translation>Ouvrir Personnes</translation>
    </message>
    <message>
        <source>Open Security</source>
        <translation>Ouvrir Sécurité</translation>
    </message>
    <message>
        <source>Open Sending</source>
        <translation>Ouvrir Envoi</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Afficher moins</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>Bien</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>À savoir</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>n’importe qui</translation>
    </message>
    <message>
        <source>as nobody else has it</source>
        <translation>faute d’un autre destinataire</translation>
    </message>
    <message>
        <source>bob@example.org, example.com or 192.0.2.0/24</source>
        <translation>bob@example.org, example.com ou 192.0.2.0/24</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>changé</translation>
    </message>
    <message>
        <source>chris@pc.example.org becomes chris@example.org, so that no computer’s name shows.</source>
        <translation>chris@pc.example.org devient chris@example.org, pour qu’aucun nom d’ordinateur ne se voie.</translation>
    </message>
    <message>
        <source>club.example</source>
        <translation>club.example</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>connexion</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Connexion perdue</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copié.</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>Copier la valeur</translation>
    </message>
    <message>
        <source>Correct the recipient’s address…</source>
        <translation>Corriger l’adresse du destinataire…</translation>
    </message>
    <message>
        <source>Crash drill</source>
        <translation>Exercice de panne</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
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
        <source>Delivered</source>
        <translation>Remis</translation>
    </message>
    <message>
        <source>DNS did not answer; ask again later.</source>
        <translation>Le DNS n’a pas répondu ; demandez à nouveau plus tard.</translation>
    </message>
    <message>
        <source>DNS has no such record yet. A new one may take some hours until it is seen everywhere.</source>
        <translation>Le DNS n’a pas encore cet enregistrement. Un nouveau peut mettre quelques heures à être vu partout.</translation>
    </message>
    <message>
        <source>DNS has something else in this place: {found}</source>
        <translation>Le DNS a autre chose à cet endroit : {found}</translation>
    </message>
    <message>
        <source>DNS has this record: receivers can check the signature.</source>
        <translation>Le DNS a cet enregistrement : les destinataires peuvent vérifier la signature.</translation>
    </message>
    <message>
        <source>Dialogue with the relay</source>
        <translation>Dialogue avec le relais</translation>
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
        <source>Domain to sign</source>
        <translation>Domaine à signer</translation>
    </message>
    <message>
        <source>Domain, such as example.org</source>
        <translation>Domaine, comme example.org</translation>
    </message>
    <message>
        <source>Done. Leave the record in DNS for some days: mail under way is still checked with it.</source>
        <translation>C’est fait. Laissez l’enregistrement dans le DNS quelques jours : il sert encore à vérifier le courrier en route.</translation>
    </message>
    <message>
        <source>Drop the chosen messages (Del)</source>
        <translation>Retirer les messages choisis (Suppr)</translation>
    </message>
    <message>
        <source>Each message carries a note whether its sender is who it says (SPF, DKIM, DMARC, ARC); nothing is refused for it.</source>
        <translation>Chaque message porte une note disant si son expéditeur est bien celui qu’il prétend être (SPF, DKIM, DMARC, ARC) ; rien n’est refusé pour cela.</translation>
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
        <source>decides who may do what in it</source>
        <translation>décide de qui peut y faire quoi</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>end of DATA</source>
        <translation>fin de DATA</translation>
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
        <source>Give up</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Give up and tell the sender…</source>
        <translation>Abandonner et avertir l’expéditeur…</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Va à</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>tout le monde</translation>
    </message>
    <message>
        <source>example.org, or a name that keeps its computer</source>
        <translation>example.org, ou un nom qui garde son ordinateur</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échoué</translation>
    </message>
    <message>
        <source>greeting</source>
        <translation>accueil</translation>
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
        <source>In DNS</source>
        <translation>Dans le DNS</translation>
    </message>
    <message>
        <source>In place of {address}:</source>
        <translation>Au lieu de {address} :</translation>
    </message>
    <message>
        <source>In the house</source>
        <translation>Dans la maison</translation>
    </message>
    <message>
        <source>In the mailbox: {lost} lost, {doubled} doubled</source>
        <translation>Dans la boîte : {lost} perdus, {doubled} en double</translation>
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
        <source>It has left the queue meanwhile.</source>
        <translation>Il a quitté la file d’attente entre-temps.</translation>
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
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Key: {name}</source>
        <translation>Clé : {name}</translation>
    </message>
    <message>
        <source>Keys that sign mail</source>
        <translation>Clés qui signent le courrier</translation>
    </message>
    <message>
        <source>Killed and started again: {done} of {rounds}</source>
        <translation>Arrêté net et redémarré : {done} sur {rounds}</translation>
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
        <source>Letters, digits and hyphens, such as homemail or key2.</source>
        <translation>Des lettres, des chiffres et des traits d’union, comme homemail ou cle2.</translation>
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
        <source>Look whether the records are published</source>
        <translation>Regarder si les enregistrements sont publiés</translation>
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
        <source>Mail from outside</source>
        <translation>Courrier de l’extérieur</translation>
    </message>
    <message>
        <source>Mail from these senders takes their own provider, with their own login.</source>
        <translation>Le courrier de ces expéditeurs passe par leur propre fournisseur, avec leur propre identifiant.</translation>
    </message>
    <message>
        <source>Mail from {domain} is signed from now on. Publish its record, then ask DNS.</source>
        <translation>Le courrier de {domain} est désormais signé. Publiez son enregistrement, puis demandez au DNS.</translation>
    </message>
    <message>
        <source>Mail inside the house flows. What is for outside waits, and leaves by itself, in order, on return.</source>
        <translation>Le courrier circule dans la maison. Celui pour l’extérieur attend ; il partira de lui-même, dans l’ordre, dès le retour.</translation>
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
        <source>Mail leaves unsigned: {reason}</source>
        <translation>Le courrier part sans signature : {reason}</translation>
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
        <source>Making the key…</source>
        <translation>Création de la clé…</translation>
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
        <source>More</source>
        <translation>Autres actions</translation>
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
        <source>Name of the key</source>
        <translation>Nom de la clé</translation>
    </message>
    <message>
        <source>Name of the relay</source>
        <translation>Nom du relais</translation>
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
        <source>in clear</source>
        <translation>en clair</translation>
    </message>
    <message>
        <source>info@club.example or @club.example</source>
        <translation>info@club.example ou @club.example</translation>
    </message>
    <message>
        <source>login {name}</source>
        <translation>connexion {name}</translation>
    </message>
    <message>
        <source>makes mailboxes below it</source>
        <translation>crée des boîtes au-dessous</translation>
    </message>
    <message>
        <source>marks mail as deleted</source>
        <translation>marque des messages comme supprimés</translation>
    </message>
    <message>
        <source>marks mail as read</source>
        <translation>marque des messages comme lus</translation>
    </message>
    <message>
        <source>in force after the next start</source>
        <translation>en vigueur au prochain démarrage</translation>
    </message>
    <message>
        <source>it asks for bitcoin</source>
        <translation>elle réclame des bitcoins</translation>
    </message>
    <message>
        <source>it asks for gift cards</source>
        <translation>elle réclame des cartes cadeaux</translation>
    </message>
    <message>
        <source>martin.example</source>
        <translation>martin.example</translation>
    </message>
    <message>
        <source>may do everything</source>
        <translation>peut tout faire</translation>
    </message>
    <message>
        <source>may read</source>
        <translation>peut lire</translation>
    </message>
    <message>
        <source>may read and change</source>
        <translation>peut lire et modifier</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <translation>nom@example.org</translation>
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
        <source>Newest</source>
        <translation>Plus récents</translation>
    </message>
    <message>
        <source>Next hop</source>
        <translation>Serveur suivant</translation>
    </message>
    <message>
        <source>Next hop of all that were found:</source>
        <translation>Serveur suivant de tous les messages trouvés :</translation>
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
        <source>No answer from DNS</source>
        <translation>Pas de réponse du DNS</translation>
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
        <source>No domain's mail is signed yet.</source>
        <translation>Aucun domaine ne signe encore son courrier.</translation>
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
        <source>Nobody looks whether the sender of a message is who it says.</source>
        <translation>Personne ne vérifie si l’expéditeur d’un message est bien celui qu’il prétend être.</translation>
    </message>
    <message>
        <source>Nobody will be told.</source>
        <translation>Personne n’en sera averti.</translation>
    </message>
    <message>
        <source>None (readable on the way)</source>
        <translation>Aucune (lisible en chemin)</translation>
    </message>
    <message>
        <source>no TLS</source>
        <translation>sans TLS</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>jamais vu</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>no gambling here</source>
        <translation>pas de jeux d’argent ici</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>no login</source>
        <translation>sans compte</translation>
    </message>
    <message>
        <source>no pause</source>
        <translation>sans pause</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>none ({policy})</source>
        <translation>aucun ({policy})</translation>
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
        <source>Not asked yet</source>
        <translation>Pas encore demandé</translation>
    </message>
    <message>
        <source>Not published yet</source>
        <translation>Pas encore publié</translation>
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
        <source>Offline</source>
        <translation>Hors ligne</translation>
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
        <source>Oldest</source>
        <translation>Plus anciens</translation>
    </message>
    <message>
        <source>One computer</source>
        <translation>Un ordinateur</translation>
    </message>
    <message>
        <source>One recipient more:</source>
        <translation>Un destinataire de plus :</translation>
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
        <source>Outside: {lost} lost, {doubled} twice</source>
        <translation>À l’extérieur : {lost} perdus, {doubled} deux fois</translation>
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
        <source>Plan again by the settings of today</source>
        <translation>Planifier à nouveau selon les réglages d’aujourd’hui</translation>
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
        <source>Publish this record where the domain is managed, then ask DNS.</source>
        <translation>Publiez cet enregistrement là où le domaine est géré, puis demandez au DNS.</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Publié</translation>
    </message>
    <message>
        <source>Put a line before it</source>
        <translation>Insérer une ligne avant</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Différé</translation>
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
        <source>not taken</source>
        <translation>non repris</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>rien à faire</translation>
    </message>
    <message>
        <source>other domain</source>
        <translation>autre domaine</translation>
    </message>
    <message>
        <source>own address</source>
        <translation>adresse personnelle</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>imprimante</translation>
    </message>
    <message>
        <source>put in</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>puts mail in</source>
        <translation>y range des messages</translation>
    </message>
    <message>
        <source>reads the mail in it</source>
        <translation>lit les messages</translation>
    </message>
    <message>
        <source>programs are not taken by mail</source>
        <translation>les programmes ne sont pas acceptés par courrier</translation>
    </message>
    <message>
        <source>relay {name}</source>
        <translation>relais {name}</translation>
    </message>
    <message>
        <source>Relays of single people</source>
        <translation>Relais de certaines personnes</translation>
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
        <source>Send another way…</source>
        <translation>Envoyer autrement…</translation>
    </message>
    <message>
        <source>Senders</source>
        <translation>Expéditeurs</translation>
    </message>
    <message>
        <source>Server of the relay</source>
        <translation>Serveur du relais</translation>
    </message>
    <message>
        <source>Server, with or without a port</source>
        <translation>Serveur, avec ou sans port</translation>
    </message>
    <message>
        <source>Sign its mail</source>
        <translation>Signer son courrier</translation>
    </message>
    <message>
        <source>Sign mail from {domain} with the key {name} no longer? The key file stays.</source>
        <translation>Ne plus signer le courrier de {domain} avec la clé {name} ? Le fichier de clé reste.</translation>
    </message>
    <message>
        <source>Sign no longer</source>
        <translation>Ne plus signer</translation>
    </message>
    <message>
        <source>Signature of your domain (DKIM)</source>
        <translation>Signature de votre domaine (DKIM)</translation>
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
        <translation>Chercher : n°, adresse</translation>
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
        <translation>Envoyé</translation>
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
        <source>Slowest start after a kill: {seconds} s</source>
        <translation>Redémarrage le plus lent : {seconds} s</translation>
    </message>
    <message>
        <source>Start the drill</source>
        <translation>Commencer l’exercice</translation>
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
        <source>Straight delivery (MX)</source>
        <translation>Livraison directe (MX)</translation>
    </message>
    <message>
        <source>removes what is marked as deleted</source>
        <translation>efface ce qui est marqué comme supprimé</translation>
    </message>
    <message>
        <source>renames and removes it</source>
        <translation>la renomme et la supprime</translation>
    </message>
    <message>
        <source>same</source>
        <translation>inchangé</translation>
    </message>
    <message>
        <source>sees it in the list</source>
        <translation>la voit dans la liste</translation>
    </message>
    <message>
        <source>sends mail to it</source>
        <translation>y envoie du courrier</translation>
    </message>
    <message>
        <source>sets stars and other marks</source>
        <translation>pose des étoiles et d’autres marques</translation>
    </message>
    <message>
        <source>single rights</source>
        <translation>des droits particuliers</translation>
    </message>
    <message>
        <source>stays in INBOX</source>
        <translation>reste dans INBOX</translation>
    </message>
    <message>
        <source>straight to the recipient’s server</source>
        <translation>droit au serveur du destinataire</translation>
    </message>
    <message>
        <source>Straight to the recipient’s server (MX)</source>
        <translation>Droit au serveur du destinataire (MX)</translation>
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
        <source>Take off, tell nobody</source>
        <translation>Retirer sans avertir</translation>
    </message>
    <message>
        <source>Take off, tell the sender</source>
        <translation>Retirer et avertir l’expéditeur</translation>
    </message>
    <message>
        <source>Take the recipient off…</source>
        <translation>Retirer le destinataire…</translation>
    </message>
    <message>
        <source>Take {address} off the message?</source>
        <translation>Retirer {address} du message ?</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Tester</translation>
    </message>
    <message>
        <source>The dialogue with the server as it goes; the password is never shown, and nothing is sent.</source>
        <translation>Le dialogue avec le serveur, en direct ; le mot de passe n’est jamais montré et rien n’est envoyé.</translation>
    </message>
    <message>
        <source>The engine is at it…</source>
        <translation>Le moteur y travaille…</translation>
    </message>
    <message>
        <source>The key cannot be used</source>
        <translation>La clé est inutilisable</translation>
    </message>
    <message>
        <source>The message is thrown away</source>
        <translation>Le message est jeté</translation>
    </message>
    <message>
        <source>The promise was kept: nothing that was accepted is lost.</source>
        <translation>La promesse est tenue : rien de ce qui a été accepté n’est perdu.</translation>
    </message>
    <message>
        <source>The promise was not kept. Please report this with the figures.</source>
        <translation>La promesse n’est pas tenue. Merci de le signaler avec les chiffres.</translation>
    </message>
    <message>
        <source>The relay {name} is removed.</source>
        <translation>Le relais {name} est supprimé.</translation>
    </message>
    <message>
        <source>The relay {name} is removed; its password is forgotten.</source>
        <translation>Le relais {name} est supprimé ; son mot de passe est oublié.</translation>
    </message>
    <message>
        <source>Their senders are told.</source>
        <translation>Leurs expéditeurs en seront avertis.</translation>
    </message>
    <message>
        <source>There is such a key already; another one needs another name.</source>
        <translation>Cette clé existe déjà ; une autre demande un autre nom.</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>TLS at once</source>
        <translation>TLS d’emblée</translation>
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
        <source>The Internet is away.</source>
        <translation>Internet est injoignable.</translation>
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
        <source>Throw the message away</source>
        <translation>Jeter le message</translation>
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
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Trial of the relay</source>
        <translation>Essai du relais</translation>
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
        <source>TXT record</source>
        <translation>Enregistrement TXT</translation>
    </message>
    <message>
        <source>Try the relay as it is saved; nothing is sent</source>
        <translation>Essayer le relais tel qu’il est enregistré ; rien n’est envoyé</translation>
    </message>
    <message>
        <source>Trying the relay…</source>
        <translation>Essai du relais…</translation>
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
        <translation>Annuler les modifications</translation>
    </message>
    <message>
        <source>Until {day} ({count})</source>
        <translation>Jusqu’au {day} ({count})</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Validité</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Value of the record</source>
        <translation>Valeur de l’enregistrement</translation>
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
        <source>What fails is refused where the sender's domain asks for it (DMARC); forwarded mail and lists may be hit.</source>
        <translation>Ce qui échoue est refusé quand le domaine de l’expéditeur le demande (DMARC) ; le courrier transféré et les listes peuvent être touchés.</translation>
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
        <source>With it receivers see that mail of your domain is not forged. It needs a record in DNS that you publish once.</source>
        <translation>Elle montre aux destinataires que le courrier de votre domaine n’est pas falsifié. Elle demande un enregistrement DNS, à publier une seule fois.</translation>
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
        <source>anna, @example.org</source>
        <translation>anna, @example.org</translation>
    </message>
    <message>
        <source>came {age} ago, {size}</source>
        <translation>arrivé il y a {age}, {size}</translation>
    </message>
    <message>
        <source>example.org or .example.org</source>
        <translation>example.org ou .example.org</translation>
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
        <source>smtp.example.org</source>
        <translation>smtp.example.org</translation>
    </message>
    <message>
        <source>smtp.example.org; empty: straight delivery</source>
        <translation>smtp.example.org ; vide : envoi direct</translation>
    </message>
    <message>
        <source>such as {address}</source>
        <translation>par exemple {address}</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>switched on</source>
        <translation>activé</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>retiré</translation>
    </message>
    <message>
        <source>the last {n}</source>
        <translation>les {n} derniers</translation>
    </message>
    <message>
        <source>the public address of this house</source>
        <translation>l’adresse publique de cette maison</translation>
    </message>
    <message>
        <source>took {duration}</source>
        <translation>en {duration}</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>user name and password</source>
        <translation>nom d’utilisateur et mot de passe</translation>
    </message>
    <message>
        <source>usual: {usual}</source>
        <translation>par défaut : {usual}</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>waits {duration}</source>
        <translation>attend depuis {duration}</translation>
    </message>
    <message>
        <source>whatever nobody else has</source>
        <translation>tout ce qui n’a pas d’autre destinataire</translation>
    </message>
    <message>
        <source>with a remark</source>
        <translation>avec une remarque</translation>
    </message>
    <message>
        <source>written by HomeMail</source>
        <translation>écrit par HomeMail</translation>
    </message>
    <message>
        <source>{address} has a mailbox</source>
        <translation>{address} a une boîte</translation>
    </message>
    <message>
        <source>{done} of {total} messages looked through</source>
        <translation>{done} messages examinés sur {total}</translation>
    </message>
    <message>
        <source>{entry} is always let in; remove it from that list first.</source>
        <translation>{entry} est toujours accepté ; retirez-le d’abord de cette liste.</translation>
    </message>
    <message>
        <source>{entry} is on the list already.</source>
        <translation>{entry} est déjà sur la liste.</translation>
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
        <source>{first} to {last} of {total}</source>
        <translation>{first} à {last} sur {total}</translation>
    </message>
    <message>
        <source>{good} of {all} answer.</source>
        <translation>Répondent : {good} sur {all}.</translation>
    </message>
    <message>
        <source>{host} does not take login and password. Mail waits until they are right.</source>
        <translation>{host} n’accepte pas l’identifiant et le mot de passe. Le courrier attend qu’ils soient justes.</translation>
    </message>
    <message>
        <source>{host} is asked again at {time}. {reason}</source>
        <translation>{host} sera de nouveau sollicité à {time}. {reason}</translation>
    </message>
    <message>
        <source>{host} · {people} · running for {age} · version {version}</source>
        <translation>{host} · {people} · en marche depuis {age} · version {version}</translation>
    </message>
    <message>
        <source>{mailbox} is called {name} now.</source>
        <translation>{mailbox} s’appelle désormais {name}.</translation>
    </message>
    <message>
        <source>{mailbox} is no longer shown to {who}.</source>
        <translation>{mailbox} n’est plus montrée à {who}.</translation>
    </message>
    <message>
        <source>{mailbox} is removed.</source>
        <translation>{mailbox} est supprimée.</translation>
    </message>
    <message>
        <source>{mailbox} is there. Say below who may use it.</source>
        <translation>{mailbox} est créée. Dites ci-dessous qui peut l’utiliser.</translation>
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
        <source>{name} may keep what the settings say.</source>
        <translation>{name} peut garder ce que disent les réglages.</translation>
    </message>
    <message>
        <source>{name} may not send without a login any more.</source>
        <translation>{name} ne peut plus envoyer sans identification.</translation>
    </message>
    <message>
        <source>{name} may send without a login.</source>
        <translation>{name} peut envoyer sans identification.</translation>
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
        <source>{n} of the messages found</source>
        <translation>{n} des messages trouvés</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} sur {all}</translation>
    </message>
    <message>
        <source>{page}, as Postfix has it</source>
        <translation>La page {page}, vue par Postfix</translation>
    </message>
    <message>
        <source>{ports}: every mail program finds them by itself.</source>
        <translation>{ports} : tout logiciel de courrier les trouve seul.</translation>
    </message>
    <message>
        <source>{ports}: need no special right; mail programs are told the number once.</source>
        <translation>{ports} : aucun droit particulier ; on indique le numéro une fois à chaque logiciel de courrier.</translation>
    </message>
    <message>
        <source>{ports}: {reason}</source>
        <translation>{ports} : {reason}</translation>
    </message>
    <message>
        <source>{problem}. Accepted: {right}.</source>
        <translation>{problem}. Accepté : {right}.</translation>
    </message>
    <message>
        <source>{provider} takes no passwords from mail programs any more, so mail cannot leave this way. Take another address.</source>
        <translation>{provider} n’accepte plus les mots de passe des logiciels de courrier : rien ne peut partir par là. Prenez une autre adresse.</translation>
    </message>
    <message>
        <source>{provider} wants an app password: make one on its website, in the security settings.</source>
        <translation>{provider} demande un mot de passe d’application : créez-en un sur son site, dans les réglages de sécurité.</translation>
    </message>
    <message>
        <source>{service} (port {port})</source>
        <translation>{service} (port {port})</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} à {end}</translation>
    </message>
    <message>
        <source>{state}: {reason}</source>
        <translation>{state} : {reason}</translation>
    </message>
    <message>
        <source>{text} is not a domain such as example.org.</source>
        <translation>{text} n’est pas un domaine tel que example.org.</translation>
    </message>
    <message>
        <source>{text} is not a name such as maison.lan.</source>
        <translation>{text} n’est pas un nom comme maison.lan.</translation>
    </message>
    <message>
        <source>{text} is not a name, nor an address such as name@example.org.</source>
        <translation>{text} n’est ni un nom, ni une adresse telle que nom@example.org.</translation>
    </message>
    <message>
        <source>{text} is not an address such as name@example.org.</source>
        <translation>{text} n’est pas une adresse comme nom@example.org.</translation>
    </message>
    <message>
        <source>{text} is not an address.</source>
        <translation>{text} n’est pas une adresse.</translation>
    </message>
    <message>
        <source>{listener}, {address}, {port}: {reason}</source>
        <translation>{listener}, {address}, {port} : {reason}</translation>
    </message>
    <message numerus="yes">
        <source>Delete {n} message? Nobody will be told.|Delete {n} messages? Nobody will be told.</source>
        <translation>
            <numerusform>Supprimer {n} message ? Personne n’en sera averti.</numerusform>
            <numerusform>Supprimer {n} messages ? Personne n’en sera averti.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give {n} message up? Its sender is told that it was not delivered.|Give {n} messages up? Their senders are told that they were not delivered.</source>
        <translation>
            <numerusform>Abandonner {n} message ? Son expéditeur apprendra qu’il n’a pas été remis.</numerusform>
            <numerusform>Abandonner {n} messages ? Leurs expéditeurs apprendront qu’ils n’ont pas été remis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail flows, but one mail server outside does not answer.|Mail flows, but {n} mail servers outside do not answer.</source>
        <translation>
            <numerusform>Le courrier circule, mais un serveur extérieur ne répond pas.</numerusform>
            <numerusform>Le courrier circule, mais {n} serveurs extérieurs ne répondent pas.</numerusform>
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
        <source>Next hop of {n} message:|Next hop of {n} messages:</source>
        <translation>
            <numerusform>Serveur suivant de {n} message :</numerusform>
            <numerusform>Serveur suivant de {n} messages :</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing needs you; {n} thing is worth knowing.|Nothing needs you; {n} things are worth knowing.</source>
        <translation>
            <numerusform>Rien n’a besoin de vous ; {n} chose est à savoir.</numerusform>
            <numerusform>Rien n’a besoin de vous ; {n} choses sont à savoir.</numerusform>
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
        <source>Remove {mailbox} with {n} message ({size})? It is deleted for good, for everybody.|Remove {mailbox} with {n} messages ({size})? They are deleted for good, for everybody.</source>
        <translation>
            <numerusform>Supprimer {mailbox} avec {n} message ({size}) ? Il disparaît pour de bon, pour tout le monde.</numerusform>
            <numerusform>Supprimer {mailbox} avec {n} messages ({size}) ? Ils disparaissent pour de bon, pour tout le monde.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove {name} with {n} message ({size})? It is deleted for good.|Remove {name} with {n} messages ({size})? They are deleted for good.</source>
        <translation>
            <numerusform>Retirer {name} avec {n} message ({size}) ? Il disparaît pour de bon.</numerusform>
            <numerusform>Retirer {name} avec {n} messages ({size}) ? Ils disparaissent pour de bon.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refused {n} time today.|Refused {n} times today.</source>
        <translation>
            <numerusform>A refusé {n} fois aujourd’hui.</numerusform>
            <numerusform>A refusé {n} fois aujourd’hui.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show {n} more|Show {n} more</source>
        <translation>
            <numerusform>Afficher {n} autre</numerusform>
            <numerusform>Afficher {n} autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves INBOX after {n} day|leaves INBOX after {n} days</source>
        <translation>
            <numerusform>quitte INBOX après {n} jour</numerusform>
            <numerusform>quitte INBOX après {n} jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of {n} message|of {n} messages</source>
        <translation>
            <numerusform>sur {n} message</numerusform>
            <numerusform>sur {n} messages</numerusform>
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
        <source>{count} message|{count} messages</source>
        <translation>
            <numerusform>{count} message</numerusform>
            <numerusform>{count} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{mailbox} is called {name} now, with {n} mailbox below it.|{mailbox} is called {name} now, with {n} mailboxes below it.</source>
        <translation>
            <numerusform>{mailbox} s’appelle désormais {name}, avec {n} boîte au-dessous.</numerusform>
            <numerusform>{mailbox} s’appelle désormais {name}, avec {n} boîtes au-dessous.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} change, as one step that can be taken back.|{n} changes, as one step that can be taken back.</source>
        <translation>
            <numerusform>{n} modification, en une étape qui peut être annulée.</numerusform>
            <numerusform>{n} modifications, en une étape qui peut être annulée.</numerusform>
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
        <source>{n} hour|{n} hours</source>
        <translation>
            <numerusform>{n} heure</numerusform>
            <numerusform>{n} heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} in the log. Each failure makes the next attempt from that address wait longer; nobody is locked out.|{n} in the log. Each failure makes the next attempt from that address wait longer; nobody is locked out.</source>
        <translation>
            <numerusform>{n} dans le journal. Chaque échec fait attendre davantage l’essai suivant depuis cette adresse ; personne n’est bloqué.</numerusform>
            <numerusform>{n} dans le journal. Chaque échec fait attendre davantage l’essai suivant depuis cette adresse ; personne n’est bloqué.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message acknowledged|{n} messages acknowledged</source>
        <translation>
            <numerusform>{n} message accepté avec accusé de réception</numerusform>
            <numerusform>{n} messages acceptés avec accusé de réception</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message could not be delivered.|{n} messages could not be delivered.</source>
        <translation>
            <numerusform>{n} message n’a pas pu être remis.</numerusform>
            <numerusform>{n} messages n’ont pas pu être remis.</numerusform>
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
        <source>{n} minute|{n} minutes</source>
        <translation>
            <numerusform>{n} minute</numerusform>
            <numerusform>{n} minutes</numerusform>
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
        <source>{n} new message|{n} new messages</source>
        <translation>
            <numerusform>{n} nouveau message</numerusform>
            <numerusform>{n} nouveaux messages</numerusform>
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
    <message numerus="yes">
        <source>{n} second|{n} seconds</source>
        <translation>
            <numerusform>{n} seconde</numerusform>
            <numerusform>{n} secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} thing needs you.|{n} things need you.</source>
        <translation>
            <numerusform>{n} chose demande votre attention.</numerusform>
            <numerusform>{n} choses demandent votre attention.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{size}, {number} message|{size}, {number} messages</source>
        <translation>
            <numerusform>{size}, {number} message</numerusform>
            <numerusform>{size}, {number} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} would be touched, {seen}.|{n} would be touched, {seen}.</source>
        <translation>
            <numerusform>{n} serait touché, {seen}.</numerusform>
            <numerusform>{n} seraient touchés, {seen}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{step}: {answer}</source>
        <translation>{step} : {answer}</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} sur {limit}</translation>
    </message>
    <message>
        <source>{verdict}: {reason}</source>
        <translation>{verdict} : {reason}</translation>
    </message>
    <message>
        <source>{version} {cipher} ({policy})</source>
        <translation>{version} {cipher} ({policy})</translation>
    </message>
    <message>
        <source>{version} {cipher}, verified ({policy})</source>
        <translation>{version} {cipher}, vérifié ({policy})</translation>
    </message>
    <message>
        <source>{what} (taken back)</source>
        <translation>{what} (annulé)</translation>
    </message>
    <message>
        <source>{what}, person {n}</source>
        <translation>{what}, personne {n}</translation>
    </message>
    <message>
        <source>{what}: {count}</source>
        <translation>{what} : {count}</translation>
    </message>
    <message>
        <source>{what}: {value}</source>
        <translation>{what} : {value}</translation>
    </message>
    <message>
        <source>{who} may use {mailbox}.</source>
        <translation>{who} : accès à {mailbox} accordé.</translation>
    </message>
    <message>
        <source>{who}: {what}</source>
        <translation>{who} : {what}</translation>
    </message>
    <message>
        <source>{words} The rest was not looked at.</source>
        <translation>{words} Le reste n’a pas été examiné.</translation>
    </message>
</context>
<context>
    <name>HomeMail engine</name>
    <message>
        <source>--rounds takes 1 to {most}</source>
        <translation>--rounds accepte de 1 à {most}</translation>
    </message>
    <message>
        <source>25 for a mail exchanger, 587 for a provider's relay.</source>
        <translation>25 pour un serveur MX, 587 pour le relais d’un fournisseur.</translation>
    </message>
    <message>
        <source>25 in the real world.</source>
        <translation>25 dans le monde réel.</translation>
    </message>
    <message>
        <source>53 in the real world.</source>
        <translation>53 dans le monde réel.</translation>
    </message>
    <message>
        <source>587 with STARTTLS, 465 with TLS at once.</source>
        <translation>587 avec STARTTLS, 465 avec TLS d’emblée.</translation>
    </message>
    <message>
        <source>A client that says nothing for so long is let go.</source>
        <translation>Un appareil muet plus longtemps est congédié.</translation>
    </message>
    <message>
        <source>A domain, and those who receive what nobody else of it does.</source>
        <translation>Un domaine, et qui reçoit ce que personne d’autre n’y reçoit.</translation>
    </message>
    <message>
        <source>A file of certificates to trust besides the system's, when sending.</source>
        <translation>Un fichier de certificats auxquels se fier à l’envoi, en plus de ceux du système.</translation>
    </message>
    <message>
        <source>A level of that mailbox name is empty</source>
        <translation>Un niveau de ce nom de boîte est vide</translation>
    </message>
    <message>
        <source>A message for {recipient} has waited for {hours} hours: {reason}.</source>
        <translation>Un message pour {recipient} attend depuis {hours} heures : {reason}.</translation>
    </message>
    <message>
        <source>Add ip4:{address} to the record.</source>
        <translation>Ajoutez ip4:{address} à l’enregistrement.</translation>
    </message>
    <message>
        <source>Add the first person: `homemail user add NAME`.</source>
        <translation>Ajoutez la première personne : « homemail user add NOM ».</translation>
    </message>
    <message>
        <source>Address that moved, {name}</source>
        <translation>Adresse déménagée {name}</translation>
    </message>
    <message>
        <source>Alias {name}</source>
        <translation>Alias {name}</translation>
    </message>
    <message>
        <source>All else of {domain} goes to {targets}: @{domain} in virtual(5) would take people's mail too.</source>
        <translation>Tout le reste de {domain} va à {targets} : @{domain} dans virtual(5) prendrait aussi le courrier des personnes.</translation>
    </message>
    <message>
        <source>And {count} more aliases lead nowhere.</source>
        <translation>Autres alias qui ne mènent nulle part : {count}.</translation>
    </message>
    <message>
        <source>Ask the Internet provider to set it to {host}, or send through a provider's relay.</source>
        <translation>Demandez au fournisseur d’accès d’y mettre {host}, ou envoyez par le relais d’un fournisseur.</translation>
    </message>
    <message>
        <source>Ask the provider to open port {port}, or send through a provider's relay.</source>
        <translation>Demandez au fournisseur d’accès d’ouvrir le port {port}, ou envoyez par le relais d’un fournisseur.</translation>
    </message>
    <message>
        <source>Check of attachments {name}</source>
        <translation>Contrôle des pièces jointes {name}</translation>
    </message>
    <message>
        <source>Check of the text {name}</source>
        <translation>Contrôle du texte {name}</translation>
    </message>
    <message>
        <source>Check the Internet connection, then the servers under [resolver] in homemail.toml.</source>
        <translation>Vérifiez la connexion à Internet, puis les serveurs sous [resolver] dans homemail.toml.</translation>
    </message>
    <message>
        <source>Check the router; what waits leaves by itself when it is back.</source>
        <translation>Vérifiez la box ; ce qui attend partira de lui-même à son retour.</translation>
    </message>
    <message>
        <source>Computers of {networks} have to log in to send mail outside: these networks are not trusted.</source>
        <translation>Les ordinateurs de {networks} doivent s’identifier pour envoyer vers l’extérieur : ces réseaux ne sont pas de confiance.</translation>
    </message>
    <message>
        <source>Correct that line, then `homemail reload`.</source>
        <translation>Corrigez cette ligne, puis « homemail reload ».</translation>
    </message>
    <message>
        <source>Correct the alias or remove it: `homemail alias set NAME TARGET…`.</source>
        <translation>Corrigez l’alias ou retirez-le : « homemail alias set NOM CIBLE… ».</translation>
    </message>
    <message>
        <source>Correct the record where the domain is managed.</source>
        <translation>Corrigez l’enregistrement là où le domaine est géré.</translation>
    </message>
    <message>
        <source>Correct the senders of that relay.</source>
        <translation>Corrigez les expéditeurs de ce relais.</translation>
    </message>
    <message>
        <source>DANE and MTA-STS are heeded besides; dane in Postfix wants a resolver that checks.</source>
        <translation>DANE et MTA-STS sont en outre respectés ; dane demande à Postfix un résolveur qui vérifie.</translation>
    </message>
    <message>
        <source>DKIM key {name}</source>
        <translation>Clé DKIM {name}</translation>
    </message>
    <message>
        <source>DNS answers, in {milliseconds} ms at most.</source>
        <translation>Le DNS répond, en {milliseconds} ms au plus.</translation>
    </message>
    <message>
        <source>DNS has another key {selector} for {domain} than ours, so our signatures look forged.</source>
        <translation>Le DNS donne pour {domain} une autre clé {selector} que la nôtre : nos signatures passent pour fausses.</translation>
    </message>
    <message>
        <source>DNS names no mail server for {domain}, so answers to its mail may get lost.</source>
        <translation>Le DNS n’indique aucun serveur de courrier pour {domain} : des réponses peuvent se perdre.</translation>
    </message>
    <message>
        <source>DNS says of {domain} what it should: MX, SPF, DKIM and DMARC.</source>
        <translation>Le DNS dit de {domain} ce qu’il faut : MX, SPF, DKIM et DMARC.</translation>
    </message>
    <message>
        <source>Delete old files in the folder log; they are not needed.</source>
        <translation>Supprimez de vieux fichiers dans le dossier log ; ils ne servent plus.</translation>
    </message>
    <message>
        <source>Device {name}</source>
        <translation>Appareil {name}</translation>
    </message>
    <message>
        <source>Every alias and postmaster reach somebody, and everybody has room.</source>
        <translation>Chaque alias et postmaster mènent à quelqu’un, et tout le monde a de la place.</translation>
    </message>
    <message>
        <source>Every login outside has its password, in a file that only its owner can read.</source>
        <translation>Chaque identifiant à l’extérieur a son mot de passe, dans un fichier que seul son propriétaire peut lire.</translation>
    </message>
    <message>
        <source>Every login outside has its password, in the keyring of this computer.</source>
        <translation>Chaque identifiant à l’extérieur a son mot de passe, dans le trousseau de cet ordinateur.</translation>
    </message>
    <message>
        <source>Every port of the settings is free: {ports}.</source>
        <translation>Tous les ports des réglages sont libres : {ports}.</translation>
    </message>
    <message>
        <source>Every port of the settings is open: {ports}.</source>
        <translation>Tous les ports des réglages sont ouverts : {ports}.</translation>
    </message>
    <message>
        <source>Everything else for {name}</source>
        <translation>Tout le reste pour {name}</translation>
    </message>
    <message>
        <source>Give identity.hostname a full name, such as gateway.home.lan.</source>
        <translation>Donnez à identity.hostname un nom complet, comme gateway.home.lan.</translation>
    </message>
    <message>
        <source>Give identity.hostname a name that is in public DNS, set identity.greeting to reverse, or send through a provider's relay.</source>
        <translation>Donnez à identity.hostname un nom présent dans le DNS public, mettez identity.greeting à reverse, ou envoyez par le relais d’un fournisseur.</translation>
    </message>
    <message>
        <source>Give ports under [listen] in homemail.toml.</source>
        <translation>Indiquez des ports sous [listen] dans homemail.toml.</translation>
    </message>
    <message>
        <source>Give the host name an address in public DNS, or send through a provider's relay.</source>
        <translation>Donnez au nom d’hôte une adresse dans le DNS public, ou envoyez par le relais d’un fournisseur.</translation>
    </message>
    <message>
        <source>Have senders rewritten to addresses outside.</source>
        <translation>Faites réécrire les expéditeurs en adresses de l’extérieur.</translation>
    </message>
    <message>
        <source>Have them log in once over TLS, or give them a new password.</source>
        <translation>Qu’ils s’identifient une fois par TLS, ou donnez-leur un nouveau mot de passe.</translation>
    </message>
    <message>
        <source>Header check {name}</source>
        <translation>Contrôle d’en-tête {name}</translation>
    </message>
    <message>
        <source>Here the house alone is told; Postfix tells all or none.</source>
        <translation>Ici, seule la maison reçoit la réponse ; Postfix répond à tous ou à personne.</translation>
    </message>
    <message>
        <source>How much a person may keep: quota_rule in Dovecot; Postfix has one size for all.</source>
        <translation>Ce qu’une personne peut garder : quota_rule de Dovecot ; Postfix n’a qu’une taille pour tous.</translation>
    </message>
    <message>
        <source>How often Postfix looks through the queue; we need not.</source>
        <translation>À quel rythme Postfix parcourt la file d’attente ; ici, ce n’est pas nécessaire.</translation>
    </message>
    <message>
        <source>In octets, or as "20M"; then a new one is begun.</source>
        <translation>En octets, ou comme « 20M » ; ensuite un nouveau est commencé.</translation>
    </message>
    <message>
        <source>In octets, or as "50M"; a larger one is refused.</source>
        <translation>En octets, ou comme « 50M » ; un message plus grand est refusé.</translation>
    </message>
    <message>
        <source>In this order, as here; the first that knows what to do decides.</source>
        <translation>Dans cet ordre, comme ici ; la première règle qui sait quoi faire décide.</translation>
    </message>
    <message>
        <source>Keep it to its owner: {command}</source>
        <translation>Réservez-le à son propriétaire : {command}</translation>
    </message>
    <message>
        <source>Login with a token of another service: passdb oauth2 in Dovecot.</source>
        <translation>Connexion avec le jeton d’un autre service : passdb oauth2 de Dovecot.</translation>
    </message>
    <message>
        <source>Logins that do not send the password (SCRAM-SHA-256) are not offered yet; they wait for {names}.</source>
        <translation>L’identification sans envoi du mot de passe (SCRAM-SHA-256) n’est pas encore proposée ; elle attend {names}.</translation>
    </message>
    <message>
        <source>Looking at {subject} failed: {fault}.</source>
        <translation>L’examen de {subject} a échoué : {fault}.</translation>
    </message>
    <message>
        <source>Looking at {subject} took too long and was given up.</source>
        <translation>L’examen de {subject} a duré trop longtemps et a été abandonné.</translation>
    </message>
    <message>
        <source>Mail for postmaster reaches nobody; providers write there when something is wrong.</source>
        <translation>Le courrier pour postmaster n’arrive à personne ; les fournisseurs y écrivent quand quelque chose ne va pas.</translation>
    </message>
    <message>
        <source>Mail from {domain} is not signed (DKIM); big providers distrust that.</source>
        <translation>Le courrier de {domain} n’est pas signé (DKIM) ; les grands fournisseurs s’en méfient.</translation>
    </message>
    <message>
        <source>Mail is not accepted at the moment: {reason}.</source>
        <translation>Aucun courrier n’est accepté en ce moment : {reason}.</translation>
    </message>
    <message>
        <source>Mail leaves as from @{domain}, where nobody outside can answer.</source>
        <translation>Le courrier part comme venant de @{domain}, où personne à l’extérieur ne peut répondre.</translation>
    </message>
    <message>
        <source>Mail may leave the house</source>
        <translation>Le courrier peut quitter la maison</translation>
    </message>
    <message>
        <source>Mail servers outside can be reached on port {port}.</source>
        <translation>Les serveurs de courrier de l’extérieur sont joignables sur le port {port}.</translation>
    </message>
    <message>
        <source>Mail servers outside do not know the name {host}, and many refuse who greets so.</source>
        <translation>Les serveurs de l’extérieur ne connaissent pas le nom {host}, et beaucoup refusent qui se présente ainsi.</translation>
    </message>
    <message>
        <source>Mail, keys and passwords are readable by their owner only.</source>
        <translation>Courrier, clés et mots de passe ne sont lisibles que par leur propriétaire.</translation>
    </message>
    <message>
        <source>Make a key: `homemail dkim add {domain}`.</source>
        <translation>Créez une clé : « homemail dkim add {domain} ».</translation>
    </message>
    <message>
        <source>Make an alias postmaster for somebody who lives here.</source>
        <translation>Créez un alias postmaster vers quelqu’un qui habite ici.</translation>
    </message>
    <message>
        <source>Make one record of them.</source>
        <translation>Réunissez-les en un seul.</translation>
    </message>
    <message>
        <source>Make room on the disk, or move the data folder to a larger one.</source>
        <translation>Libérez de la place sur le disque, ou déplacez le dossier de données vers un plus grand.</translation>
    </message>
    <message>
        <source>Make sure that it is yours alone, or take it out.</source>
        <translation>Assurez-vous qu’il n’est qu’à vous, ou retirez-le.</translation>
    </message>
    <message>
        <source>Messages an hour of one person: a policy server beside Postfix, such as policyd.</source>
        <translation>Messages par heure d’une personne : un serveur de règles à côté de Postfix, comme policyd.</translation>
    </message>
    <message>
        <source>Messages that are held in the queue and leave only when released: {count}.</source>
        <translation>Messages retenus dans la file d’attente, qui ne partent que libérés : {count}.</translation>
    </message>
    <message>
        <source>Name a faster one under [resolver] in homemail.toml.</source>
        <translation>Indiquez-en un plus rapide sous [resolver] dans homemail.toml.</translation>
    </message>
    <message>
        <source>No engine runs on {folder}: mail is neither taken nor delivered.</source>
        <translation>Aucun moteur ne tourne sur {folder} : le courrier n’est ni pris ni livré.</translation>
    </message>
    <message>
        <source>No mail server outside answers on port {port}: {hosts}. The Internet provider seems to block it.</source>
        <translation>Aucun serveur de l’extérieur ne répond sur le port {port} : {hosts}. Le fournisseur d’accès semble le bloquer.</translation>
    </message>
    <message>
        <source>No time server keeps the clock of this computer right; it says {time}.</source>
        <translation>Aucun serveur de temps ne tient l’horloge de cet ordinateur à l’heure ; elle dit {time}.</translation>
    </message>
    <message>
        <source>Nobody lives here yet, so no mail can be kept.</source>
        <translation>Personne n’habite encore ici : aucun courrier ne peut être gardé.</translation>
    </message>
    <message>
        <source>Nothing listens: every port is switched off in the settings.</source>
        <translation>Rien n’écoute : tous les ports sont désactivés dans les réglages.</translation>
    </message>
    <message>
        <source>Nothing waits too long; messages in the queue: {count}.</source>
        <translation>Rien n’attend trop longtemps ; messages dans la file d’attente : {count}.</translation>
    </message>
    <message>
        <source>Off: mail for the outside is refused at once, but for domains that have a way of their own.</source>
        <translation>Désactivé : le courrier pour l’extérieur est refusé aussitôt, sauf pour les domaines qui ont leur propre chemin.</translation>
    </message>
    <message>
        <source>One patience for every step here; Postfix has one for each.</source>
        <translation>Ici, un même délai pour chaque étape ; Postfix en a un pour chacune.</translation>
    </message>
    <message>
        <source>Only for mail from outside here; Postfix looks at all mail.</source>
        <translation>Ici, seulement pour le courrier de l’extérieur ; Postfix regarde tout le courrier.</translation>
    </message>
    <message>
        <source>Only for mail of the house here; Postfix looks at all mail.</source>
        <translation>Ici, seulement pour le courrier de la maison ; Postfix regarde tout le courrier.</translation>
    </message>
    <message>
        <source>Others who use this computer can get at {path}.</source>
        <translation>Les autres utilisateurs de cet ordinateur ont accès à {path}.</translation>
    </message>
    <message>
        <source>POP3 and IMAP ({ports}) are no part of Postfix: Dovecot is what one takes.</source>
        <translation>POP3 et IMAP ({ports}) ne font pas partie de Postfix : on prend Dovecot.</translation>
    </message>
    <message>
        <source>Postfix asks it of strangers too; here it is asked of who has logged in.</source>
        <translation>Postfix le demande aussi aux inconnus ; ici, seulement à qui s’est connecté.</translation>
    </message>
    <message>
        <source>Postfix cannot do this to mail that leaves; it could in header_checks, to all mail.</source>
        <translation>Postfix ne sait pas le faire au courrier qui part ; il le saurait dans header_checks, pour tout le courrier.</translation>
    </message>
    <message>
        <source>Postfix changes To and Cc by this table too; here only senders are changed.</source>
        <translation>Postfix change aussi To et Cc d’après cette table ; ici, seuls les expéditeurs changent.</translation>
    </message>
    <message>
        <source>Postfix compares the envelope alone with the login; the From line is checked here too.</source>
        <translation>Postfix ne compare à l’identifiant que l’enveloppe ; ici, la ligne From est vérifiée aussi.</translation>
    </message>
    <message>
        <source>Postfix takes it for all domains of the house, and wants local_recipient_maps empty for it.</source>
        <translation>Postfix le prend pour tous les domaines de la maison, et veut pour cela local_recipient_maps vide.</translation>
    </message>
    <message>
        <source>Postfix wants this to be larger than the largest message.</source>
        <translation>Postfix le veut plus grand que le plus grand message.</translation>
    </message>
    <message>
        <source>Postfix's own workings: nothing to do here</source>
        <translation>cuisine interne de Postfix : rien à faire ici</translation>
    </message>
    <message>
        <source>Publish a TXT record for {name}, such as "{record}".</source>
        <translation>Publiez un enregistrement TXT pour {name}, comme « {record} ».</translation>
    </message>
    <message>
        <source>Publish an MX record with the server that takes its mail.</source>
        <translation>Publiez un enregistrement MX avec le serveur qui prend son courrier.</translation>
    </message>
    <message>
        <source>Publish the record that `homemail dkim show {domain}` prints.</source>
        <translation>Publiez l’enregistrement qu’affiche « homemail dkim show {domain} ».</translation>
    </message>
    <message>
        <source>Raise the limit, or have old mail deleted: `homemail user quota NAME --storage SIZE`.</source>
        <translation>Relevez la limite, ou faites supprimer du vieux courrier : « homemail user quota NOM --storage TAILLE ».</translation>
    </message>
    <message>
        <source>Relay {name}</source>
        <translation>Relais {name}</translation>
    </message>
    <message>
        <source>Release or delete them in the queue.</source>
        <translation>Libérez-les ou supprimez-les dans la file d’attente.</translation>
    </message>
    <message>
        <source>Remove the key and make a new one.</source>
        <translation>Retirez la clé et créez-en une nouvelle.</translation>
    </message>
    <message>
        <source>Reports in another language: bounce_template_file in Postfix, with texts of your own.</source>
        <translation>Rapports dans une autre langue : bounce_template_file de Postfix, avec des textes à vous.</translation>
    </message>
    <message>
        <source>Reverse DNS calls our address {address} {name}, which does not lead back to it.</source>
        <translation>Le DNS inverse nomme notre adresse {address} {name}, qui n’y ramène pas.</translation>
    </message>
    <message>
        <source>Reverse DNS has no name for our address {address}: many mail servers refuse its mail.</source>
        <translation>Le DNS inverse n’a pas de nom pour notre adresse {address} : beaucoup de serveurs refusent son courrier.</translation>
    </message>
    <message>
        <source>Reverse DNS knows our address {address} as {name}.</source>
        <translation>Le DNS inverse connaît notre adresse {address} sous le nom {name}.</translation>
    </message>
    <message>
        <source>Rewriting of the recipient {name}</source>
        <translation>Réécriture du destinataire {name}</translation>
    </message>
    <message>
        <source>Rewriting of the sender {name}</source>
        <translation>Réécriture de l’expéditeur {name}</translation>
    </message>
    <message>
        <source>Rewriting of {name}</source>
        <translation>Réécriture de {name}</translation>
    </message>
    <message>
        <source>SPF, DKIM and DMARC: milters beside Postfix, such as OpenDKIM and OpenDMARC.</source>
        <translation>SPF, DKIM et DMARC : des milters à côté de Postfix, comme OpenDKIM et OpenDMARC.</translation>
    </message>
    <message>
        <source>See the lines about the disk.</source>
        <translation>Voyez les lignes sur le disque.</translation>
    </message>
    <message>
        <source>See the log, and report it please.</source>
        <translation>Voyez le journal, et signalez-le s’il vous plaît.</translation>
    </message>
    <message>
        <source>Sender rewriting of {name}</source>
        <translation>Réécriture vers l’extérieur de {name}</translation>
    </message>
    <message>
        <source>Senders are rewritten in all mail here, so they stand in this table.</source>
        <translation>Ici, les expéditeurs sont réécrits dans tout le courrier ; ils sont donc dans cette table.</translation>
    </message>
    <message>
        <source>Set identity.greeting to reverse, or have the provider change the name.</source>
        <translation>Mettez identity.greeting à reverse, ou faites changer le nom par le fournisseur.</translation>
    </message>
    <message>
        <source>Set the clock of this computer right, then start the engine again.</source>
        <translation>Mettez l’horloge de cet ordinateur à l’heure, puis redémarrez le moteur.</translation>
    </message>
    <message>
        <source>Set the date and time of this computer, and have it ask a time server by itself (NTP).</source>
        <translation>Réglez la date et l’heure de cet ordinateur, et faites-lui interroger un serveur de temps (NTP).</translation>
    </message>
    <message>
        <source>Start it with `homemail serve`, or open the app.</source>
        <translation>Lancez-le par « homemail serve », ou ouvrez l’application.</translation>
    </message>
    <message>
        <source>Start the engine again, then have phones and computers trust the new one.</source>
        <translation>Redémarrez le moteur, puis faites accepter la nouvelle par les téléphones et les ordinateurs.</translation>
    </message>
    <message>
        <source>Stop the engine and start it again: it makes a new one.</source>
        <translation>Arrêtez puis relancez le moteur : il en crée un nouveau.</translation>
    </message>
    <message>
        <source>Stop the engine and start it again; it is written back then.</source>
        <translation>Arrêtez puis relancez le moteur ; il sera alors reversé.</translation>
    </message>
    <message>
        <source>TLS is always offered</source>
        <translation>TLS est toujours proposé</translation>
    </message>
    <message>
        <source>Take it out of [resolver] in homemail.toml; the others answer.</source>
        <translation>Retirez-le de [resolver] dans homemail.toml ; les autres répondent.</translation>
    </message>
    <message>
        <source>Take it out of the trusted networks now.</source>
        <translation>Retirez-le tout de suite des réseaux de confiance.</translation>
    </message>
    <message>
        <source>The DKIM key {selector} of {domain}: a line of OpenDKIM's KeyTable.</source>
        <translation>La clé DKIM {selector} de {domain} : une ligne de la KeyTable d’OpenDKIM.</translation>
    </message>
    <message>
        <source>The DNS server {server} does not answer.</source>
        <translation>Le serveur DNS {server} ne répond pas.</translation>
    </message>
    <message>
        <source>The DNS server {server} takes {seconds} s to answer.</source>
        <translation>Le serveur DNS {server} met {seconds} s à répondre.</translation>
    </message>
    <message>
        <source>The Internet is away, so mail for outside waits: {reason}.</source>
        <translation>Internet est absent : le courrier pour l’extérieur attend : {reason}.</translation>
    </message>
    <message>
        <source>The SPF record of {domain} breaks the rules, so it does not count: {record}</source>
        <translation>L’enregistrement SPF de {domain} est mal formé et ne compte pas : {record}</translation>
    </message>
    <message>
        <source>The SPF record of {domain} does not let our address {address} send.</source>
        <translation>L’enregistrement SPF de {domain} ne permet pas l’envoi depuis notre adresse {address}.</translation>
    </message>
    <message>
        <source>The alias {alias} leads nowhere: {reason}.</source>
        <translation>L’alias {alias} ne mène nulle part : {reason}.</translation>
    </message>
    <message>
        <source>The certificate authority of the house has expired on {day}.</source>
        <translation>L’autorité de certification de la maison a expiré le {day}.</translation>
    </message>
    <message>
        <source>The certificate of the house begins only on {day}: programs refuse it until then.</source>
        <translation>Le certificat de la maison ne commence que le {day} : les logiciels le refusent jusque-là.</translation>
    </message>
    <message>
        <source>The certificate of the house ends on {day} and has not been renewed.</source>
        <translation>Le certificat de la maison se termine le {day} et n’a pas été renouvelé.</translation>
    </message>
    <message>
        <source>The certificate of the house has expired on {day}: programs refuse it.</source>
        <translation>Le certificat de la maison a expiré le {day} : les logiciels le refusent.</translation>
    </message>
    <message>
        <source>The certificate of the house is good until {day}.</source>
        <translation>Le certificat de la maison est bon jusqu’au {day}.</translation>
    </message>
    <message>
        <source>The certificate of the house is not for {names}.</source>
        <translation>Le certificat de la maison ne vaut pas pour {names}.</translation>
    </message>
    <message>
        <source>The certificate {file} cannot be read.</source>
        <translation>Le certificat {file} ne peut pas être lu.</translation>
    </message>
    <message>
        <source>The certificates are made when the engine starts for the first time.</source>
        <translation>Les certificats sont créés au premier démarrage du moteur.</translation>
    </message>
    <message>
        <source>The clock of this computer is behind: it says {time}, and files are younger.</source>
        <translation>L’horloge de cet ordinateur retarde : elle dit {time}, et des fichiers sont plus récents.</translation>
    </message>
    <message>
        <source>The clock says {time}, time zone {zone}.</source>
        <translation>L’horloge dit {time}, fuseau horaire {zone}.</translation>
    </message>
    <message>
        <source>The database's write-ahead log has grown to {size} MB.</source>
        <translation>Le journal d’écriture de la base de données atteint {size} Mo.</translation>
    </message>
    <message>
        <source>The disk is filling: {free} MB are free; below {floor} MB no mail is accepted.</source>
        <translation>Le disque se remplit : {free} Mo sont libres ; en dessous de {floor} Mo, aucun courrier n’est accepté.</translation>
    </message>
    <message>
        <source>The disk is nearly full, so no mail is accepted: {free} MB are free, {floor} MB have to stay so.</source>
        <translation>Le disque est presque plein : aucun courrier n’est accepté. {free} Mo sont libres, {floor} Mo doivent le rester.</translation>
    </message>
    <message>
        <source>The host name {host} is not a full name: many mail servers refuse who greets so.</source>
        <translation>Le nom d’hôte {host} n’est pas complet : beaucoup de serveurs refusent qui se présente ainsi.</translation>
    </message>
    <message>
        <source>The house itself may make five times as many errors here; Postfix counts all alike.</source>
        <translation>Ici, la maison a droit à cinq fois plus d’erreurs ; Postfix compte pareil pour tous.</translation>
    </message>
    <message>
        <source>The key {selector} of {domain} cannot be used: {reason}.</source>
        <translation>La clé {selector} de {domain} est inutilisable : {reason}.</translation>
    </message>
    <message>
        <source>The key {selector} of {domain} is not in DNS, so signatures with it count for nothing.</source>
        <translation>La clé {selector} de {domain} n’est pas dans le DNS : ses signatures ne valent rien.</translation>
    </message>
    <message>
        <source>The log files take {size} MB, more than the settings say.</source>
        <translation>Les fichiers du journal prennent {size} Mo, plus que ne disent les réglages.</translation>
    </message>
    <message>
        <source>The mailbox of {name} is full: new mail for {name} is turned away.</source>
        <translation>La boîte de {name} est pleine : le nouveau courrier pour {name} est refusé.</translation>
    </message>
    <message>
        <source>The mailbox of {name} is nearly full: {percent}%.</source>
        <translation>La boîte de {name} est presque pleine : {percent} %.</translation>
    </message>
    <message>
        <source>The name outside follows reverse DNS here; smtp_helo_name of Postfix is a name that stays.</source>
        <translation>Ici, le nom vu de l’extérieur suit le DNS inverse ; smtp_helo_name de Postfix est un nom fixe.</translation>
    </message>
    <message>
        <source>The names fit: {host} for {domain}.</source>
        <translation>Les noms conviennent : {host} pour {domain}.</translation>
    </message>
    <message>
        <source>The passwords are kept apart and never shown; write each in the place of the stars.</source>
        <translation>Les mots de passe sont gardés à part et jamais montrés ; écrivez chacun à la place des étoiles.</translation>
    </message>
    <message>
        <source>The pause before the greeting: postscreen(8) in Postfix, with postscreen_greet_wait.</source>
        <translation>La pause avant l’accueil : postscreen(8) de Postfix, avec postscreen_greet_wait.</translation>
    </message>
    <message>
        <source>The public address of this house is not known: {host} has none in DNS.</source>
        <translation>L’adresse publique de cette maison est inconnue : {host} n’en a pas dans le DNS.</translation>
    </message>
    <message>
        <source>The queue shows every attempt; there it can be tried again, sent elsewhere or returned.</source>
        <translation>La file d’attente montre chaque essai ; de là, il peut être réessayé, envoyé ailleurs ou retourné.</translation>
    </message>
    <message>
        <source>The relay {relay} is for {sender}, who does not live here.</source>
        <translation>Le relais {relay} est pour {sender}, qui n’habite pas ici.</translation>
    </message>
    <message>
        <source>The settings in force are those of homemail.toml.</source>
        <translation>Les réglages en vigueur sont ceux de homemail.toml.</translation>
    </message>
    <message>
        <source>The trusted network {network} is in the open Internet.</source>
        <translation>Le réseau de confiance {network} est sur l’Internet public.</translation>
    </message>
    <message>
        <source>The trusted network {network} is in the open Internet: strangers may send mail through this house.</source>
        <translation>Le réseau de confiance {network} est sur l’Internet public : des inconnus peuvent envoyer du courrier par cette maison.</translation>
    </message>
    <message>
        <source>There is a login for {host}, {username}, but no password is kept for it.</source>
        <translation>Un identifiant est indiqué pour {host}, {username}, mais aucun mot de passe n’est conservé.</translation>
    </message>
    <message>
        <source>There is room: {free} MB are free; the database takes {database} MB, the log {log} MB.</source>
        <translation>Il y a de la place : {free} Mo sont libres ; la base de données prend {database} Mo, le journal {log} Mo.</translation>
    </message>
    <message>
        <source>Transport for {name}</source>
        <translation>Transport pour {name}</translation>
    </message>
    <message>
        <source>Trust them where everything in them is yours; old mail programs and printers need it.</source>
        <translation>Accordez-leur la confiance si tout ce qui s’y trouve est à vous ; les anciens logiciels et les imprimantes en ont besoin.</translation>
    </message>
    <message>
        <source>Trusted networks may log in without TLS here; Postfix has it for all or for none.</source>
        <translation>Ici, les réseaux de confiance peuvent se connecter sans TLS ; chez Postfix, c’est pour tous ou pour personne.</translation>
    </message>
    <message>
        <source>Trusted to send without a login: {networks}.</source>
        <translation>Peuvent envoyer sans identification : {networks}.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, see the log.</source>
        <translation>Réessayez ; si cela persiste, voyez le journal.</translation>
    </message>
    <message>
        <source>Type the password and save, or: `homemail secret set {name}`.</source>
        <translation>Saisissez le mot de passe et enregistrez, ou : « homemail secret set {name} ».</translation>
    </message>
    <message>
        <source>Virtual address {name}</source>
        <translation>Adresse virtuelle {name}</translation>
    </message>
    <message>
        <source>We greet as {host}, but reverse DNS calls our address {address} {name}.</source>
        <translation>Nous nous présentons comme {host}, mais le DNS inverse nomme notre adresse {address} {name}.</translation>
    </message>
    <message>
        <source>What cannot be returned to its sender goes to postmaster; other trouble is shown in the app.</source>
        <translation>Ce qui ne peut pas être rendu à son expéditeur va à postmaster ; les autres soucis se voient dans l’application.</translation>
    </message>
    <message>
        <source>Who lives here has a mailbox in Dovecot, which keeps the passwords too.</source>
        <translation>Les personnes de la maison ont une boîte dans Dovecot, qui garde aussi les mots de passe.</translation>
    </message>
    <message>
        <source>`homemail reload` has it made anew, with every name.</source>
        <translation>« homemail reload » le fait refaire, avec tous les noms.</translation>
    </message>
    <message>
        <source>`homemail reload` puts it in force.</source>
        <translation>« homemail reload » le met en vigueur.</translation>
    </message>
    <message>
        <source>a client without a name in DNS is not refused: too many honest ones have none</source>
        <translation>un client sans nom dans le DNS n’est pas refusé : trop de clients honnêtes n’en ont pas</translation>
    </message>
    <message>
        <source>a device has a name: add it with `homemail device`</source>
        <translation>un appareil a un nom : ajoutez-le avec « homemail device »</translation>
    </message>
    <message>
        <source>a domain goes by smtp here; {service} has no equal</source>
        <translation>ici, un domaine passe par smtp ; {service} n’a pas d’équivalent</translation>
    </message>
    <message>
        <source>a domain that is to go past the relay has the service smtp before its colon</source>
        <translation>un domaine qui doit éviter le relais a le service smtp devant ses deux-points</translation>
    </message>
    <message>
        <source>a filter</source>
        <translation>un filtre</translation>
    </message>
    <message>
        <source>a filter behind those that are there</source>
        <translation>un filtre, après ceux qui existent</translation>
    </message>
    <message>
        <source>a filter has a /pattern/ and an action, such as /^Received:/ IGNORE</source>
        <translation>un filtre est un /motif/ et une action, comme /^Received:/ IGNORE</translation>
    </message>
    <message>
        <source>a full name is one line of {n} characters at most</source>
        <translation>un nom complet tient sur une ligne de {n} caractères au plus</translation>
    </message>
    <message>
        <source>a later line says it again</source>
        <translation>une ligne plus bas le dit à nouveau</translation>
    </message>
    <message>
        <source>a limit is a number from 0 to {high}</source>
        <translation>une limite est un nombre de 0 à {high}</translation>
    </message>
    <message>
        <source>a line of main.cf is a name, = and a value</source>
        <translation>une ligne de main.cf est un nom, = et une valeur</translation>
    </message>
    <message>
        <source>a line of master.cf has eight columns</source>
        <translation>une ligne de master.cf a huit colonnes</translation>
    </message>
    <message>
        <source>a list of percentages from 1 to 99 such as [80, 95]</source>
        <translation>une liste de pourcentages de 1 à 99, comme [80, 95]</translation>
    </message>
    <message>
        <source>A name and those who receive its mail.</source>
        <translation>Un nom et ceux qui reçoivent son courrier.</translation>
    </message>
    <message>
        <source>a name is one line of {n} characters at most</source>
        <translation>un nom tient sur une ligne de {n} caractères au plus</translation>
    </message>
    <message>
        <source>A user name, or an address in a domain of this house; email counts only where email_verified is true.</source>
        <translation>Un nom d’utilisateur, ou une adresse dans un domaine de cette maison ; email ne compte que si email_verified vaut true.</translation>
    </message>
    <message>
        <source>Addresses and domains it may send as; empty: any.</source>
        <translation>Adresses et domaines dont il peut se servir comme expéditeur ; vide : tous.</translation>
    </message>
    <message>
        <source>Addresses, domains and networks from which no mail is taken.</source>
        <translation>Adresses, domaines et réseaux dont aucun courrier n’est accepté.</translation>
    </message>
    <message>
        <source>Addresses, domains and networks that no check refuses.</source>
        <translation>Adresses, domaines et réseaux qu’aucun contrôle ne refuse.</translation>
    </message>
    <message>
        <source>After half as many a stranger waits a second for each, after all the session is over; the house has five times as many.</source>
        <translation>Après la moitié, un inconnu attend une seconde pour chacune ; après toutes, la session est finie ; la maison en a cinq fois plus.</translation>
    </message>
    <message>
        <source>Allowed senders</source>
        <translation>Expéditeurs autorisés</translation>
    </message>
    <message>
        <source>Always let in</source>
        <translation>Toujours accepter</translation>
    </message>
    <message>
        <source>A name, user@host or @domain, and those who receive its mail.</source>
        <translation>Un nom, utilisateur@hôte ou @domaine, et ceux qui reçoivent son courrier.</translation>
    </message>
    <message>
        <source>A recipient, and the address that is meant.</source>
        <translation>Un destinataire, et la vraie adresse.</translation>
    </message>
    <message>
        <source>A sender, and the address that is meant.</source>
        <translation>Un expéditeur, et la vraie adresse.</translation>
    </message>
    <message>
        <source>An address of either kind, and the one that is meant.</source>
        <translation>Une adresse de l’une ou l’autre sorte, et la vraie.</translation>
    </message>
    <message>
        <source>An address that is no more, and the new one, which senders are told.</source>
        <translation>Une adresse qui n’existe plus, et la nouvelle, que les expéditeurs apprennent.</translation>
    </message>
    <message>
        <source>Below it are the mailboxes that belong to the whole house.</source>
        <translation>Les boîtes qui appartiennent à toute la maison s’y trouvent.</translation>
    </message>
    <message>
        <source>Below it are the mailboxes that others share, by their names. Programs that are connected see a new name when they connect again.</source>
        <translation>Les boîtes que les autres partagent s’y trouvent, sous leurs noms. Un programme connecté voit un nouveau mot à sa connexion suivante.</translation>
    </message>
    <message>
        <source>Folder of other people</source>
        <translation>Dossier des autres</translation>
    </message>
    <message>
        <source>Folder of the family</source>
        <translation>Dossier de la famille</translation>
    </message>
    <message>
        <source>In all mailboxes together; 0 is no limit.</source>
        <translation>Dans toutes ses boîtes ensemble ; 0 : aucune limite.</translation>
    </message>
    <message>
        <source>In octets, or as "2G"; 0 is no limit. When it is full, senders are told to try again later.</source>
        <translation>En octets, ou comme « 2G » ; 0 : aucune limite. Quand la boîte est pleine, les expéditeurs sont priés de réessayer plus tard.</translation>
    </message>
    <message>
        <source>INBOX cannot be removed</source>
        <translation>INBOX ne peut pas être supprimée</translation>
    </message>
    <message>
        <source>INBOX cannot be renamed</source>
        <translation>INBOX ne peut pas être renommée</translation>
    </message>
    <message>
        <source>Mail one person may keep</source>
        <translation>Courrier qu’une personne peut conserver</translation>
    </message>
    <message>
        <source>Messages one person may keep</source>
        <translation>Messages qu’une personne peut conserver</translation>
    </message>
    <message>
        <source>Percentages of either limit; a mail says so, once until it is less.</source>
        <translation>Pourcentages de l’une ou l’autre limite ; un courrier le dit, une fois jusqu’à ce que ce soit moins.</translation>
    </message>
    <message>
        <source>That mailbox name has characters that names cannot have</source>
        <translation>Ce nom de boîte contient des caractères interdits dans un nom</translation>
    </message>
    <message>
        <source>That mailbox name is too long</source>
        <translation>Ce nom de boîte est trop long</translation>
    </message>
    <message>
        <source>a folder's name without dots, other than INBOX</source>
        <translation>un nom de dossier sans point, autre que INBOX</translation>
    </message>
    <message>
        <source>a password is kept apart</source>
        <translation>un mot de passe est gardé à part</translation>
    </message>
    <message>
        <source>a pattern that must not match is not offered: look-ahead can say it</source>
        <translation>un motif qui ne doit pas correspondre n’est pas proposé : une anticipation négative peut le dire</translation>
    </message>
    <message>
        <source>a size such as "500 MB" or "2 GB"; 0 for no limit</source>
        <translation>une taille comme « 500 Mo » ou « 2 Go » ; 0 pour aucune limite</translation>
    </message>
    <message>
        <source>a size such as "500k" or "50 MB", from {low} to {high}</source>
        <translation>une taille comme « 500k » ou « 50 Mo », de {low} à {high}</translation>
    </message>
    <message>
        <source>aliases(5) has a name, a colon and those who receive its mail</source>
        <translation>dans aliases(5) : un nom, deux-points et ceux qui reçoivent son courrier</translation>
    </message>
    <message>
        <source>another folder's name</source>
        <translation>un autre nom de dossier</translation>
    </message>
    <message>
        <source>By SCRAM-SHA-256, offered once everybody has logged in since or has a new password. Off: only the Argon2 hash of a password is kept, which withstands guesses longer should the data folder be stolen.</source>
        <translation>Par SCRAM-SHA-256, proposé dès que chacun s’est identifié depuis ou a un nouveau mot de passe. Désactivé : d’un mot de passe, seule l’empreinte Argon2 est gardée, qui résiste plus longtemps aux essais si le dossier de données est volé.</translation>
    </message>
    <message>
        <source>Claim with the user name</source>
        <translation>Champ du nom d’utilisateur</translation>
    </message>
    <message>
        <source>Issuer of tokens</source>
        <translation>Émetteur des jetons</translation>
    </message>
    <message>
        <source>Keys of the issuer</source>
        <translation>Clés de l’émetteur</translation>
    </message>
    <message>
        <source>Login without sending the password</source>
        <translation>Identification sans envoyer le mot de passe</translation>
    </message>
    <message>
        <source>Mail programs may log in with its signed tokens (OAUTHBEARER, XOAUTH2), over TLS; empty: passwords only.</source>
        <translation>Les logiciels de courrier peuvent s’identifier avec ses jetons signés (OAUTHBEARER, XOAUTH2), sous TLS ; vide : mots de passe seulement.</translation>
    </message>
    <message>
        <source>The address of its key set (JWKS), or a file of the data folder; empty: as the issuer publishes it.</source>
        <translation>L’adresse de son jeu de clés (JWKS), ou un fichier du dossier de données ; vide : tel que l’émetteur le publie.</translation>
    </message>
    <message>
        <source>Tokens have to be meant for</source>
        <translation>Destinataire des jetons</translation>
    </message>
    <message>
        <source>What the issuer calls this mail server in a token's aud: a token for anything else is refused.</source>
        <translation>Le nom que l’émetteur donne à ce serveur de courrier dans l’aud d’un jeton : un jeton destiné à autre chose est refusé.</translation>
    </message>
    <message>
        <source>an address such as "https://id.maison.test", or ""</source>
        <translation>une adresse telle que "https://id.maison.test", ou ""</translation>
    </message>
    <message>
        <source>any answer of {zone} counts, not only {argument}</source>
        <translation>toute réponse de {zone} compte, pas seulement {argument}</translation>
    </message>
    <message>
        <source>as the settings say</source>
        <translation>selon les réglages</translation>
    </message>
    <message>
        <source>auto: a server on this computer that checks signatures (DNSSEC) is; trusted: any; off: none.</source>
        <translation>auto : à un serveur de cet ordinateur qui vérifie les signatures (DNSSEC) ; trusted : à tous ; off : à aucun.</translation>
    </message>
    <message>
        <source>bare names are completed by the mail domain (mydomain) here, always</source>
        <translation>ici, un nom seul est toujours complété par le domaine de courrier (mydomain)</translation>
    </message>
    <message>
        <source>being delivered at this moment and left alone: {number}</source>
        <translation>en cours de remise, laissés tels quels : {number}</translation>
    </message>
    <message>
        <source>But not for</source>
        <translation>Sauf pour</translation>
    </message>
    <message>
        <source>brought back: {what}</source>
        <translation>rétabli : {what}</translation>
    </message>
    <message>
        <source>certificate has expired</source>
        <translation>le certificat a expiré</translation>
    </message>
    <message>
        <source>certificate is not yet valid</source>
        <translation>le certificat n’est pas encore valable</translation>
    </message>
    <message>
        <source>change {number} is the oldest that is known: nothing is before it</source>
        <translation>la modification {number} est la plus ancienne connue : rien ne la précède</translation>
    </message>
    <message>
        <source>connections are counted here, not processes: limits.connections</source>
        <translation>ici, on compte les connexions, pas les processus : limits.connections</translation>
    </message>
    <message>
        <source>deleted: {number}</source>
        <translation>supprimés : {number}</translation>
    </message>
    <message>
        <source>DNS does not say which keys {host} has: {reason}</source>
        <translation>le DNS ne dit pas quelles clés a {host} : {reason}</translation>
    </message>
    <message>
        <source>Check the From line too</source>
        <translation>Contrôler aussi la ligne From</translation>
    </message>
    <message>
        <source>Commands without a message</source>
        <translation>Commandes sans message</translation>
    </message>
    <message>
        <source>Domains without mailboxes</source>
        <translation>Domaines sans boîtes</translation>
    </message>
    <message>
        <source>Errors of one session</source>
        <translation>Erreurs d’une session</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Tout le reste</translation>
    </message>
    <message>
        <source>each relay has a limit of its own: relay.messages_per_hour</source>
        <translation>chaque relais a sa propre limite : relay.messages_per_hour</translation>
    </message>
    <message>
        <source>each relay has a limit of its own: relay.recipients</source>
        <translation>chaque relais a sa propre limite : relay.recipients</translation>
    </message>
    <message>
        <source>everything as after change {number}</source>
        <translation>tout comme après la modification {number}</translation>
    </message>
    <message>
        <source>given up by the operator</source>
        <translation>abandonné par l’exploitant</translation>
    </message>
    <message>
        <source>given up by the operator; the last attempt: {reason}</source>
        <translation>abandonné par l’exploitant ; dernière tentative : {reason}</translation>
    </message>
    <message>
        <source>held: {number}</source>
        <translation>retenus : {number}</translation>
    </message>
    <message>
        <source>Hide the hosts of</source>
        <translation>Cacher les machines de</translation>
    </message>
    <message>
        <source>How the gateway greets the servers of recipients: by its host name, or ("reverse") by the name that reverse DNS gives its public address today.</source>
        <translation>Comment la passerelle se présente aux serveurs des destinataires : par son nom d’hôte, ou (« reverse ») par le nom que le DNS inverse donne ce jour à son adresse publique.</translation>
    </message>
    <message>
        <source>In mail that leaves, so that an answer to all reaches the people of this house.</source>
        <translation>Dans le courrier qui sort, pour qu’une réponse à tous parvienne aux gens de la maison.</translation>
    </message>
    <message>
        <source>here stand a next hop and a login with its password</source>
        <translation>ici figurent un relais et un identifiant avec son mot de passe</translation>
    </message>
    <message>
        <source>here stand a sender and its relay, such as anna@example.org [smtp.example.org]</source>
        <translation>ici figurent un expéditeur et son relais, comme anna@example.org [smtp.example.org]</translation>
    </message>
    <message>
        <source>here stand domains; what is for all others is the relay (relayhost)</source>
        <translation>ici figurent des domaines ; pour tous les autres, c’est le relais (relayhost)</translation>
    </message>
    <message>
        <source>here stand whole addresses, domains and networks</source>
        <translation>ici figurent des adresses entières, des domaines et des réseaux</translation>
    </message>
    <message>
        <source>homemail.toml has a mistake, so the settings from before are in force: {reason}</source>
        <translation>homemail.toml contient une erreur, les réglages d’avant restent en vigueur : {reason}</translation>
    </message>
    <message>
        <source>homemail.toml was changed and has not been read again.</source>
        <translation>homemail.toml a été modifié et n’a pas été relu.</translation>
    </message>
    <message>
        <source>it has not been tried yet</source>
        <translation>il n’a pas encore été essayé</translation>
    </message>
    <message>
        <source>it is being delivered at this moment; look again in a minute</source>
        <translation>la remise est en cours ; revoyez dans une minute</translation>
    </message>
    <message>
        <source>it is one with {name} here</source>
        <translation>ici, cela ne fait qu’un avec {name}</translation>
    </message>
    <message>
        <source>it is refused for good, not for now</source>
        <translation>c’est refusé définitivement, pas seulement pour l’instant</translation>
    </message>
    <message>
        <source>it stands for everybody in the house</source>
        <translation>il désigne tout le monde dans la maison</translation>
    </message>
    <message>
        <source>it would take the mail of everybody in {domain}: make it what gets all else (catch_all)</source>
        <translation>cela prendrait le courrier de tous dans {domain} : faites-en ce qui reçoit tout le reste (catch_all)</translation>
    </message>
    <message>
        <source>its MTA-STS policy is on trial and asks for nothing yet</source>
        <translation>sa politique MTA-STS est à l’essai et n’exige encore rien</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Adresses changées</translation>
    </message>
    <message>
        <source>lists of other files are not read: write the addresses here</source>
        <translation>les listes d’autres fichiers ne sont pas lues : écrivez les adresses ici</translation>
    </message>
    <message>
        <source>mail for other domains is taken for those of virtual_alias_domains alone</source>
        <translation>le courrier d’autres domaines n’est accepté que pour ceux de virtual_alias_domains</translation>
    </message>
    <message>
        <source>mail goes into mailboxes, not into files: name a person</source>
        <translation>le courrier va dans des boîtes, pas dans des fichiers : nommez une personne</translation>
    </message>
    <message>
        <source>mailboxes and who has one are HomeMail's own affair: see the page People</source>
        <translation>les boîtes et leurs propriétaires sont l’affaire de HomeMail : voir la page Personnes</translation>
    </message>
    <message>
        <source>name messages, a sender, a destination, or say all</source>
        <translation>nommez des messages, un expéditeur, une destination, ou dites tous</translation>
    </message>
    <message>
        <source>name the relay that stands in on the page Sending (relay.fallback)</source>
        <translation>nommez le relais de secours sur la page Envoi (relay.fallback)</translation>
    </message>
    <message>
        <source>no change is left to take back</source>
        <translation>il ne reste aucune modification à annuler</translation>
    </message>
    <message>
        <source>no copy of all mail is kept: that would be reading other people's letters</source>
        <translation>aucune copie de tout le courrier n’est gardée : ce serait lire les lettres d’autrui</translation>
    </message>
    <message>
        <source>no other program looks at mail here: filters, SPF, DKIM and DMARC are built in</source>
        <translation>aucun autre programme ne regarde le courrier ici : filtres, SPF, DKIM et DMARC sont intégrés</translation>
    </message>
    <message>
        <source>no other server is asked whether an address exists</source>
        <translation>on ne demande à aucun autre serveur si une adresse existe</translation>
    </message>
    <message>
        <source>no policy server is asked: there is no grey-listing here</source>
        <translation>aucun serveur de règles n’est interrogé : il n’y a pas de liste grise ici</translation>
    </message>
    <message>
        <source>no program is run for mail: a rule of the mailbox or its owner's mail program does it</source>
        <translation>aucun programme n’est lancé pour du courrier : une règle de la boîte ou du logiciel de courrier s’en charge</translation>
    </message>
    <message>
        <source>no relay and no transport has the next hop {hop}</source>
        <translation>aucun relais et aucun transport ne mène à {hop}</translation>
    </message>
    <message>
        <source>no rights are given; `homemail share remove` takes them away</source>
        <translation>aucun droit n’est donné ; « homemail share remove » les retire</translation>
    </message>
    <message>
        <source>nobody was seen at {address}</source>
        <translation>personne n’a été vu à {address}</translation>
    </message>
    <message>
        <source>nobody, for all have it</source>
        <translation>personne, car tous l’ont déjà</translation>
    </message>
    <message>
        <source>none of these messages fits</source>
        <translation>aucun de ces messages ne convient</translation>
    </message>
    <message>
        <source>NOOP, RSET, VRFY and greetings of one session; more of them are errors. The house has ten times as many.</source>
        <translation>NOOP, RSET, VRFY et salutations d’une session ; au-delà, ce sont des erreurs. La maison en a dix fois plus.</translation>
    </message>
    <message>
        <source>Name outside</source>
        <translation>Nom à l’extérieur</translation>
    </message>
    <message>
        <source>Names before the @ that keep their host, such as root.</source>
        <translation>Les noms devant @ qui gardent leur machine, comme root.</translation>
    </message>
    <message>
        <source>Names below these are cut off; !name is left alone. The first counts.</source>
        <translation>Les noms placés devant ceux-ci sont coupés ; !nom reste tel quel. Le premier qui convient décide.</translation>
    </message>
    <message>
        <source>not in the queue any more: {names}</source>
        <translation>plus dans la file d’attente : {names}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>nothing is known of the time before it</source>
        <translation>rien n’est connu de ce qui précède</translation>
    </message>
    <message>
        <source>nothing of this change is left to take back</source>
        <translation>il ne reste rien à annuler de cette modification</translation>
    </message>
    <message>
        <source>of greetings only our own names are refused: block the server's address or domain</source>
        <translation>parmi les noms d’accueil, seuls les nôtres sont refusés : bloquez l’adresse ou le domaine du serveur</translation>
    </message>
    <message>
        <source>of the signs behind a pattern only i is read</source>
        <translation>parmi les signes après un motif, seul i est lu</translation>
    </message>
    <message>
        <source>of this computer</source>
        <translation>de cet ordinateur</translation>
    </message>
    <message>
        <source>off</source>
        <translation>non</translation>
    </message>
    <message>
        <source>on</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>only comments or the order of lines</source>
        <translation>seulement des commentaires ou l’ordre des lignes</translation>
    </message>
    <message>
        <source>patterns are not offered in tables of addresses: write the addresses</source>
        <translation>les motifs ne sont pas proposés dans les tables d’adresses : écrivez les adresses</translation>
    </message>
    <message>
        <source>planned again by the operator: {before} became {after}</source>
        <translation>planifié à nouveau par l’exploitant : {before} devient {after}</translation>
    </message>
    <message>
        <source>port 25 offers TLS and never demands it of other servers; 587 always demands it</source>
        <translation>le port 25 propose TLS sans jamais l’exiger des autres serveurs ; le 587 l’exige toujours</translation>
    </message>
    <message>
        <source>postmaster goes to the first person of the house here, where no alias says otherwise.</source>
        <translation>Ici, postmaster va à la première personne de la maison, si aucun alias n’en décide autrement.</translation>
    </message>
    <message>
        <source>read together with inet_interfaces</source>
        <translation>lu avec inet_interfaces</translation>
    </message>
    <message>
        <source>recipients given up: {number}</source>
        <translation>destinataires abandonnés : {number}</translation>
    </message>
    <message>
        <source>Recipients of one stranger a minute</source>
        <translation>Destinataires d’un inconnu par minute</translation>
    </message>
    <message>
        <source>Recipients only</source>
        <translation>Destinataires seulement</translation>
    </message>
    <message>
        <source>recipients planned again: {number}</source>
        <translation>destinataires planifiés à nouveau : {number}</translation>
    </message>
    <message>
        <source>recipients that go by {way} from now on: {number}</source>
        <translation>destinataires qui passent désormais par {way} : {number}</translation>
    </message>
    <message>
        <source>released: {number}</source>
        <translation>libérés : {number}</translation>
    </message>
    <message>
        <source>Rewrite To and Cc too</source>
        <translation>Réécrire aussi To et Cc</translation>
    </message>
    <message>
        <source>rows that are there stay; remove them on their page</source>
        <translation>les lignes existantes restent ; retirez-les sur leur page</translation>
    </message>
    <message>
        <source>self-signed certificate</source>
        <translation>le certificat n’est signé que par lui-même</translation>
    </message>
    <message>
        <source>self-signed certificate in certificate chain</source>
        <translation>le certificat remonte à une autorité inconnue, signée par elle-même</translation>
    </message>
    <message>
        <source>Senders and recipients</source>
        <translation>Expéditeurs et destinataires</translation>
    </message>
    <message>
        <source>Senders only</source>
        <translation>Expéditeurs seulement</translation>
    </message>
    <message>
        <source>Sign before an extension</source>
        <translation>Signe devant une extension</translation>
    </message>
    <message>
        <source>so already</source>
        <translation>déjà ainsi</translation>
    </message>
    <message>
        <source>somebody else has changed these checks meanwhile; look at them again</source>
        <translation>quelqu’un d’autre a modifié ces contrôles entre-temps ; regardez-les de nouveau</translation>
    </message>
    <message>
        <source>tables of {kinds} are not read here: paste their rows</source>
        <translation>les tables de type {kinds} ne sont pas lues ici : collez leurs lignes</translation>
    </message>
    <message>
        <source>taken back: {what}</source>
        <translation>annulé : {what}</translation>
    </message>
    <message>
        <source>taken off the message by the operator</source>
        <translation>retiré du message par l’exploitant</translation>
    </message>
    <message>
        <source>that was its last recipient, so it is gone</source>
        <translation>c’était son dernier destinataire, il n’est donc plus là</translation>
    </message>
    <message>
        <source>the action {action} is not offered; there are {actions}</source>
        <translation>l’action {action} n’est pas proposée ; il y a {actions}</translation>
    </message>
    <message>
        <source>the addresses are the same for all ports: inet_interfaces</source>
        <translation>les adresses sont les mêmes pour tous les ports : inet_interfaces</translation>
    </message>
    <message>
        <source>the certificate is for another name</source>
        <translation>le certificat est établi pour un autre nom</translation>
    </message>
    <message>
        <source>the certificate of the authority cannot be read</source>
        <translation>le certificat de l’autorité est illisible</translation>
    </message>
    <message>
        <source>the days are a number from 1 to {high}</source>
        <translation>le nombre de jours va de 1 à {high}</translation>
    </message>
    <message>
        <source>the greeting has one form: the host name and ESMTP</source>
        <translation>l’accueil a une seule forme : le nom de l’hôte et ESMTP</translation>
    </message>
    <message>
        <source>the house makes its own certificates: see the page Security</source>
        <translation>la maison fait ses propres certificats : voir la page Sécurité</translation>
    </message>
    <message>
        <source>the mail has changed meanwhile; begin again</source>
        <translation>le courrier a changé entre-temps ; recommencez</translation>
    </message>
    <message>
        <source>the mailbox of {account} is full</source>
        <translation>la boîte de {account} est pleine</translation>
    </message>
    <message>
        <source>the message is larger than all that {account} may keep</source>
        <translation>le message est plus grand que tout ce que {account} peut conserver</translation>
    </message>
    <message>
        <source>the name outside is the host name, or follows reverse DNS (identity.greeting)</source>
        <translation>le nom vu de l’extérieur est celui de l’hôte, ou suit le DNS inverse (identity.greeting)</translation>
    </message>
    <message>
        <source>the next hop chosen by the operator is gone: {reason}</source>
        <translation>le serveur suivant choisi par l’exploitant n’existe plus : {reason}</translation>
    </message>
    <message>
        <source>the recipient's domain demands TLS with a valid certificate (MTA-STS), so the mail waits</source>
        <translation>le domaine du destinataire exige TLS avec un certificat valide (MTA-STS) : le courrier attend</translation>
    </message>
    <message>
        <source>the recipient's domain demands TLS with what DNS says of its keys (DANE), so the mail waits</source>
        <translation>le domaine du destinataire exige TLS avec ce que le DNS dit de ses clés (DANE) : le courrier attend</translation>
    </message>
    <message>
        <source>the rows of this table are pasted by themselves, below a line with its name</source>
        <translation>les lignes de cette table se collent à part, sous une ligne qui la nomme</translation>
    </message>
    <message>
        <source>the same as {key}</source>
        <translation>le même mot que {key}</translation>
    </message>
    <message>
        <source>the same lines of the file were changed since, by change {other}</source>
        <translation>les mêmes lignes du fichier ont changé depuis, par la modification {other}</translation>
    </message>
    <message>
        <source>the server shows none of the certificates that DNS names</source>
        <translation>le serveur ne montre aucun des certificats que le DNS nomme</translation>
    </message>
    <message>
        <source>Their mail is accepted here from everybody, and goes where the addresses of this section say.</source>
        <translation>Leur courrier est accepté ici de tout le monde, et va où le disent les adresses de cette section.</translation>
    </message>
    <message>
        <source>TLS where it is offered; nobody asks for more</source>
        <translation>TLS s’il est proposé ; personne n’exige davantage</translation>
    </message>
    <message>
        <source>TLS with a valid certificate, which the domain demands by MTA-STS</source>
        <translation>TLS avec un certificat valide, comme le domaine l’exige (MTA-STS)</translation>
    </message>
    <message>
        <source>TLS with what DNS says of its keys, which the domain demands by DANE</source>
        <translation>TLS avec ce que le DNS dit de ses clés, comme le domaine l’exige (DANE)</translation>
    </message>
    <message>
        <source>the settings are as they were then already</source>
        <translation>les réglages sont déjà ce qu’ils étaient alors</translation>
    </message>
    <message>
        <source>the settings as they were first</source>
        <translation>les réglages tels qu’ils étaient au début</translation>
    </message>
    <message>
        <source>the system chooses the address that mail leaves from</source>
        <translation>le système choisit l’adresse d’où part le courrier</translation>
    </message>
    <message>
        <source>the value of {name} is not known here: write it out</source>
        <translation>la valeur de {name} n’est pas connue ici : écrivez-la</translation>
    </message>
    <message>
        <source>there is a mailbox {mailbox} already</source>
        <translation>il y a déjà une boîte {mailbox}</translation>
    </message>
    <message>
        <source>there is no check {number}</source>
        <translation>il n’y a pas de contrôle {number}</translation>
    </message>
    <message>
        <source>there is no change {number} in the history</source>
        <translation>l’historique n’a pas de modification {number}</translation>
    </message>
    <message>
        <source>there is no if and endif: write what it asks for into the pattern</source>
        <translation>il n’y a ni if ni endif : mettez la condition dans le motif</translation>
    </message>
    <message>
        <source>there is no mailbox {mailbox}</source>
        <translation>il n’y a pas de boîte {mailbox}</translation>
    </message>
    <message>
        <source>there is no part {name}; there are {parts}</source>
        <translation>il n’y a pas de partie {name} ; il y a {parts}</translation>
    </message>
    <message>
        <source>this house sends no mail to the outside</source>
        <translation>cette maison n’envoie pas de courrier à l’extérieur</translation>
    </message>
    <message>
        <source>this is more than is read at once: {lines} lines</source>
        <translation>c’est plus que ce qui est lu en une fois : {lines} lignes</translation>
    </message>
    <message>
        <source>tried again now: {number}</source>
        <translation>essayés à nouveau maintenant : {number}</translation>
    </message>
    <message>
        <source>trouble is shown on the Overview; postmaster gets 2bounce alone</source>
        <translation>les soucis se voient sur la Vue d’ensemble ; postmaster ne reçoit que 2bounce</translation>
    </message>
    <message>
        <source>unable to get local issuer certificate</source>
        <translation>l’autorité qui a signé le certificat est inconnue</translation>
    </message>
    <message>
        <source>unable to verify the first certificate</source>
        <translation>aucune autorité connue ne répond du certificat</translation>
    </message>
    <message>
        <source>Virtual addresses</source>
        <translation>Adresses virtuelles</translation>
    </message>
    <message>
        <source>Warn a person at</source>
        <translation>Avertir une personne à</translation>
    </message>
    <message>
        <source>What follows it in an address is for the reader: chris+shop is delivered to chris. Empty: none.</source>
        <translation>Ce qui le suit dans une adresse sert au lecteur : chris+shop est remis à chris. Vide : aucun.</translation>
    </message>
    <message>
        <source>Where the rule for senders is house or own: nobody who logged in writes as somebody else of this house.</source>
        <translation>Quand la règle des expéditeurs est house ou own : qui s’est identifié n’écrit pas sous le nom d’un autre habitant de la maison.</translation>
    </message>
    <message>
        <source>a domain = a list of names, addresses and @domains</source>
        <translation>un domaine = une liste de noms, d’adresses et de @domaines</translation>
    </message>
    <message>
        <source>a list of domain names such as ["!lab.maison.test", "maison.test"]</source>
        <translation>une liste de noms de domaine comme ["!lab.maison.test", "maison.test"]</translation>
    </message>
    <message>
        <source>a list of domain names such as ["club.example"]</source>
        <translation>une liste de noms de domaine comme ["club.example"]</translation>
    </message>
    <message>
        <source>a list of names such as ["root"]</source>
        <translation>une liste de noms comme ["root"]</translation>
    </message>
    <message>
        <source>By which it is spoken of; its password is kept under the name relay:NAME.</source>
        <translation>Celui par lequel on le désigne ; son mot de passe est conservé sous le nom relay:NOM.</translation>
    </message>
    <message>
        <source>Check the Internet connection.</source>
        <translation>Vérifiez la connexion à Internet.</translation>
    </message>
    <message>
        <source>Check the date of this computer; if it is right, the provider has to renew.</source>
        <translation>Vérifiez la date de cet ordinateur ; si elle est juste, c’est au fournisseur de renouveler le certificat.</translation>
    </message>
    <message>
        <source>Check the greeting</source>
        <translation>Contrôler la salutation</translation>
    </message>
    <message>
        <source>Check the port: 587 with STARTTLS, 465 with TLS at once.</source>
        <translation>Vérifiez le port : 587 avec STARTTLS, 465 avec TLS immédiat.</translation>
    </message>
    <message>
        <source>Check the port; some Internet providers block 25, and a firewall may block others.</source>
        <translation>Vérifiez le port ; certains fournisseurs d’accès bloquent le 25, et un pare-feu peut en bloquer d’autres.</translation>
    </message>
    <message>
        <source>Check the sender's domain</source>
        <translation>Contrôler le domaine de l’expéditeur</translation>
    </message>
    <message>
        <source>Check the setting delivery.ca_file.</source>
        <translation>Vérifiez le réglage delivery.ca_file.</translation>
    </message>
    <message>
        <source>Check the spelling of the server, then the Internet connection.</source>
        <translation>Vérifiez l’orthographe du serveur, puis la connexion à Internet.</translation>
    </message>
    <message>
        <source>Choose another port and protection.</source>
        <translation>Choisissez un autre port et une protection.</translation>
    </message>
    <message>
        <source>Choose port 587 or 465, where providers take logins, and a protection.</source>
        <translation>Choisissez le port 587 ou 465, où les fournisseurs acceptent les identifiants, et une protection.</translation>
    </message>
    <message>
        <source>DNS blocklists</source>
        <translation>Listes noires DNS</translation>
    </message>
    <message>
        <source>Empty: no login.</source>
        <translation>Vide : sans identifiant.</translation>
    </message>
    <message>
        <source>Have the sender rewritten to an address that this provider gave you.</source>
        <translation>Faites réécrire l’expéditeur en une adresse que ce fournisseur vous a donnée.</translation>
    </message>
    <message>
        <source>If it is your own server, name the file of its authority in delivery.ca_file; if not, send no password there.</source>
        <translation>Si c’est votre propre serveur, indiquez le fichier de son autorité dans delivery.ca_file ; sinon, n’y envoyez aucun mot de passe.</translation>
    </message>
    <message>
        <source>In octets; a larger one comes back; 0 is no limit.</source>
        <translation>En octets ; un message plus grand est retourné ; 0 pour aucune limite.</translation>
    </message>
    <message>
        <source>Instead of it</source>
        <translation>À sa place</translation>
    </message>
    <message>
        <source>It works: {host} takes mail from {sender}, without a login.</source>
        <translation>Cela fonctionne : {host} accepte le courrier de {sender}, sans identifiant.</translation>
    </message>
    <message>
        <source>It works: {host} takes the login {username} and mail from {sender}.</source>
        <translation>Cela fonctionne : {host} accepte l’identifiant {username} et le courrier de {sender}.</translation>
    </message>
    <message>
        <source>Largest message for the relay</source>
        <translation>Plus grand message pour le relais</translation>
    </message>
    <message>
        <source>Messages an hour</source>
        <translation>Messages par heure</translation>
    </message>
    <message>
        <source>More go in further messages; 0 is no limit.</source>
        <translation>Les autres partent dans d’autres messages ; 0 pour aucune limite.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Network addresses</source>
        <translation>Adresses réseau</translation>
    </message>
    <message>
        <source>Never let in</source>
        <translation>Ne jamais accepter</translation>
    </message>
    <message>
        <source>Nobody we trust vouches for the certificate of {host}.</source>
        <translation>Aucune autorité reconnue ne garantit le certificat de {host}.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>Of one person or device; 0 is no limit.</source>
        <translation>D’une personne ou d’un appareil ; 0 : sans limite.</translation>
    </message>
    <message>
        <source>Port 465 wants TLS at once, port 587 STARTTLS: check that port and protection agree.</source>
        <translation>Le port 465 demande TLS immédiat, le port 587 STARTTLS : vérifiez que port et protection s’accordent.</translation>
    </message>
    <message>
        <source>Read what the server says, and try again later.</source>
        <translation>Lisez ce que dit le serveur, puis réessayez plus tard.</translation>
    </message>
    <message>
        <source>Read what the server says; it may not take connections from a home.</source>
        <translation>Lisez ce que dit le serveur ; il refuse peut-être les connexions venant d’un foyer.</translation>
    </message>
    <message>
        <source>Recipients an hour</source>
        <translation>Destinataires par heure</translation>
    </message>
    <message>
        <source>Recipients of one message for the relay</source>
        <translation>Destinataires d’un message pour le relais</translation>
    </message>
    <message>
        <source>Refuses senders whose domain is not in DNS or takes no mail: nobody could answer them.</source>
        <translation>Refuse les expéditeurs dont le domaine n’est pas dans le DNS ou ne reçoit pas de courrier : personne ne pourrait leur répondre.</translation>
    </message>
    <message>
        <source>Refuses servers listed in any of these zones; a list that does not answer refuses nobody.</source>
        <translation>Refuse les serveurs inscrits dans l’une de ces zones ; une liste qui ne répond pas ne refuse personne.</translation>
    </message>
    <message>
        <source>Sender after a login</source>
        <translation>Expéditeur après identification</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>TLS failed: {reason}; once more without</source>
        <translation>TLS a échoué : {reason} ; nouvel essai sans</translation>
    </message>
    <message>
        <source>TLS with {host} fails: {reason}.</source>
        <translation>TLS échoue avec {host} : {reason}.</translation>
    </message>
    <message>
        <source>The certificate is that of another server than {host}.</source>
        <translation>Le certificat est celui d’un autre serveur que {host}.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not valid today.</source>
        <translation>Le certificat de {host} n’est pas valable aujourd’hui.</translation>
    </message>
    <message>
        <source>The file of extra certificates cannot be read.</source>
        <translation>Le fichier de certificats supplémentaires est illisible.</translation>
    </message>
    <message>
        <source>The login did not work: {answer}</source>
        <translation>L’identification a échoué : {answer}</translation>
    </message>
    <message>
        <source>The login works, but {host} refuses the sender {sender}: {answer}</source>
        <translation>L’identification fonctionne, mais {host} refuse l’expéditeur {sender} : {answer}</translation>
    </message>
    <message>
        <source>The name {host} is not found.</source>
        <translation>Le nom {host} est introuvable.</translation>
    </message>
    <message>
        <source>The provider's server that takes the mail of these senders.</source>
        <translation>Le serveur du fournisseur qui prend le courrier de ces expéditeurs.</translation>
    </message>
    <message>
        <source>The relay to take while this one cannot be reached, by its name; empty: wait.</source>
        <translation>Le relais à prendre tant que celui-ci est injoignable, par son nom ; vide : attendre.</translation>
    </message>
    <message>
        <source>There is a login, {username}, but no password is kept for it.</source>
        <translation>Il y a un identifiant, {username}, mais aucun mot de passe n’est conservé pour lui.</translation>
    </message>
    <message>
        <source>Try TLS at once on port 465, or another port.</source>
        <translation>Essayez TLS immédiat sur le port 465, ou un autre port.</translation>
    </message>
    <message>
        <source>Type login and password anew; many providers want an app password, made on their website, for mail programs.</source>
        <translation>Saisissez de nouveau identifiant et mot de passe ; beaucoup de fournisseurs veulent un mot de passe d’application, créé sur leur site, pour les programmes de messagerie.</translation>
    </message>
    <message>
        <source>Type the password and save.</source>
        <translation>Saisissez le mot de passe et enregistrez.</translation>
    </message>
    <message>
        <source>What is beyond waits its turn; 0 is no limit.</source>
        <translation>Au-delà, le courrier attend son tour ; 0 pour aucune limite.</translation>
    </message>
    <message>
        <source>What the log and the refusals call it.</source>
        <translation>Comment le journal et les refus l’appellent.</translation>
    </message>
    <message>
        <source>Where it is; from there mail may leave the house without a login.</source>
        <translation>Où il se trouve ; de là, le courrier peut quitter la maison sans identification.</translation>
    </message>
    <message>
        <source>Whether DNS is believed about signatures</source>
        <translation>Confiance au DNS pour les signatures</translation>
    </message>
    <message>
        <source>Whose mail goes this way: addresses outside, @domains, or names of people.</source>
        <translation>Ceux dont le courrier passe par là : adresses extérieures, @domaines ou noms de personnes.</translation>
    </message>
    <message>
        <source>Without TLS the password would travel readable, so it was not sent.</source>
        <translation>Sans TLS, le mot de passe circulerait en clair ; il n’a donc pas été envoyé.</translation>
    </message>
    <message>
        <source>Write the server as the provider names it, not as an IP address or another name.</source>
        <translation>Écrivez le serveur comme le fournisseur le nomme, et non une adresse IP ou un autre nom.</translation>
    </message>
    <message>
        <source>a list of DNS zones such as ["bl.example.org"]</source>
        <translation>une liste de zones DNS comme ["bl.example.org"]</translation>
    </message>
    <message>
        <source>a list of addresses and domains such as ["scanner@maison.test", "example.org"]</source>
        <translation>une liste d’adresses et de domaines comme ["scanner@maison.test", "example.org"]</translation>
    </message>
    <message>
        <source>a list of addresses, domains and networks such as ["bob@example.org", "example.com", "192.0.2.0/24"]</source>
        <translation>une liste d’adresses, de domaines et de réseaux comme ["bob@example.org", "example.com", "192.0.2.0/24"]</translation>
    </message>
    <message>
        <source>a list such as ["anna@isp.example", "@isp.example", "anna"]</source>
        <translation>une liste comme ["anna@isp.example", "@isp.example", "anna"]</translation>
    </message>
    <message>
        <source>a name for each device</source>
        <translation>un nom pour chaque appareil</translation>
    </message>
    <message>
        <source>a name of its own</source>
        <translation>un nom à lui</translation>
    </message>
    <message>
        <source>a name, a colon and a text, such as "X-Note: hello"</source>
        <translation>un nom, deux-points et un texte, comme "Nom: valeur"</translation>
    </message>
    <message>
        <source>A name, user@host or @domain, and the address that takes its place.</source>
        <translation>Un nom, nom@domaine ou @domaine, et l’adresse qui prend sa place.</translation>
    </message>
    <message>
        <source>a name, user@host or @domain = a list of names, addresses and @domains</source>
        <translation>un nom, utilisateur@hôte ou @domaine = une liste de noms, d’adresses et de @domaines</translation>
    </message>
    <message>
        <source>a name, user@host or @domain = an address or @domain</source>
        <translation>un nom, utilisateur@hôte ou @domaine = une adresse ou @domaine</translation>
    </message>
    <message>
        <source>a name, user@host or @domain = the new address</source>
        <translation>un nom, utilisateur@hôte ou @domaine = la nouvelle adresse</translation>
    </message>
    <message>
        <source>a newer HomeMail has used this data folder (version {version}, this one knows {known}): please use the newer one</source>
        <translation>un HomeMail plus récent a utilisé ce dossier de données (version {version}, celui-ci connaît {known}) : veuillez utiliser le plus récent</translation>
    </message>
    <message>
        <source>a part of it has no header to say how it is encoded</source>
        <translation>une de ses parties n’a pas d’en-tête pour dire comment elle est codée</translation>
    </message>
    <message>
        <source>A regular expression over `Name: value`, without case.</source>
        <translation>Une expression régulière sur « Nom: valeur », majuscules ou minuscules.</translation>
    </message>
    <message>
        <source>a word of letters, digits, dots, - and _</source>
        <translation>un mot fait de lettres, de chiffres, de points, de - et de _</translation>
    </message>
    <message>
        <source>an address such as "chris@maison.test"</source>
        <translation>une adresse, comme "chris@maison.test"</translation>
    </message>
    <message>
        <source>an answer before the end of the message</source>
        <translation>une réponse avant la fin du message</translation>
    </message>
    <message>
        <source>AUTH command</source>
        <translation>la commande AUTH</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
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
        <source>As for the relay.</source>
        <translation>Comme pour le relais.</translation>
    </message>
    <message>
        <source>At the same time.</source>
        <translation>En même temps.</translation>
    </message>
    <message>
        <source>any: as the mail program says; house: addresses of this house only if one's own; own: only one's own.</source>
        <translation>any : comme le dit le logiciel de courrier ; house : parmi les adresses de cette maison, seulement les siennes ; own : seulement les siennes.</translation>
    </message>
    <message>
        <source>as it comes</source>
        <translation>à l’arrivée</translation>
    </message>
    <message>
        <source>as it leaves</source>
        <translation>au départ</translation>
    </message>
    <message>
        <source>authentication: {verdicts}</source>
        <translation>authentification : {verdicts}</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>connexion interrompue</translation>
    </message>
    <message>
        <source>By VRFY and EXPN: the house and who is logged in, everybody, or nobody.</source>
        <translation>Par VRFY et EXPN : la maison et les personnes identifiées, tout le monde ou personne.</translation>
    </message>
    <message>
        <source>Cannot start TLS with {host}: {reason}</source>
        <translation>TLS impossible avec {host} : {reason}</translation>
    </message>
    <message>
        <source>Check mail from outside</source>
        <translation>Vérifier le courrier de l’extérieur</translation>
    </message>
    <message>
        <source>Computers of these networks may send to the outside without a login.</source>
        <translation>Les ordinateurs de ces réseaux peuvent écrire à l’extérieur sans identifiant.</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>connexion refusée</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>connexion coupée par le serveur distant</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>délai de connexion dépassé</translation>
    </message>
    <message>
        <source>Connections in all</source>
        <translation>Connexions en tout</translation>
    </message>
    <message>
        <source>Connections of one client</source>
        <translation>Connexions d’un même appareil</translation>
    </message>
    <message>
        <source>Connections of one stranger a minute</source>
        <translation>Connexions d’un inconnu par minute</translation>
    </message>
    <message>
        <source>Connections to one destination</source>
        <translation>Connexions vers une même destination</translation>
    </message>
    <message>
        <source>Counted by network address.</source>
        <translation>Comptées par adresse réseau.</translation>
    </message>
    <message>
        <source>DATA command</source>
        <translation>la commande DATA</translation>
    </message>
    <message>
        <source>DNS did not answer about {host}</source>
        <translation>le DNS n’a pas répondu au sujet de {host}</translation>
    </message>
    <message>
        <source>DNS did not answer in time about {host}</source>
        <translation>le DNS n’a pas répondu à temps au sujet de {host}</translation>
    </message>
    <message>
        <source>DNS failed about {host}: {fault}</source>
        <translation>échec du DNS au sujet de {host} : {fault}</translation>
    </message>
    <message>
        <source>DNS has no answer about {host} at the moment</source>
        <translation>le DNS n’a pas de réponse au sujet de {host} pour l’instant</translation>
    </message>
    <message>
        <source>DNS port</source>
        <translation>Port DNS</translation>
    </message>
    <message>
        <source>DNS servers</source>
        <translation>Serveurs DNS</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domaine</translation>
    </message>
    <message>
        <source>Domain {domain} does not accept mail (nullMX)</source>
        <translation>le domaine {domain} n’accepte pas de courrier (nullMX)</translation>
    </message>
    <message>
        <source>EHLO command</source>
        <translation>la commande EHLO</translation>
    </message>
    <message>
        <source>Empty: no login. The password is kept apart, under the name relay.</source>
        <translation>Vide : sans identifiant. Le mot de passe est conservé à part, sous le nom relay.</translation>
    </message>
    <message>
        <source>Empty: no login. The password is kept apart, under the name transport:DOMAIN.</source>
        <translation>Vide : sans identifiant. Le mot de passe est conservé à part, sous le nom transport:DOMAINE.</translation>
    </message>
    <message>
        <source>Empty: those of the system.</source>
        <translation>Vide : ceux du système.</translation>
    </message>
    <message>
        <source>Extra certificates</source>
        <translation>Certificats supplémentaires</translation>
    </message>
    <message>
        <source>Fetching mail, TLS at once; 0 is off.</source>
        <translation>Retrait du courrier, TLS d’emblée ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>Fetching mail; 0 is off.</source>
        <translation>Retrait du courrier ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>First retry after</source>
        <translation>Premier nouvel essai après</translation>
    </message>
    <message>
        <source>For each kind of server; a part is kept for the house.</source>
        <translation>Pour chaque sorte de serveur ; une part est réservée à la maison.</translation>
    </message>
    <message>
        <source>For each step of the dialogue.</source>
        <translation>Pour chaque étape du dialogue.</translation>
    </message>
    <message>
        <source>For one lookup in all.</source>
        <translation>Pour une recherche, en tout.</translation>
    </message>
    <message>
        <source>For strangers, once a day: who speaks before the greeting is no mail server and is let go; 0 is no pause.</source>
        <translation>Pour les inconnus, une fois par jour : qui parle avant l’accueil n’est pas un serveur de courrier et est congédié ; 0 : pas de pause.</translation>
    </message>
    <message>
        <source>From trusted networks only, from everywhere, or never.</source>
        <translation>Depuis les réseaux de confiance seulement, de partout, ou jamais.</translation>
    </message>
    <message>
        <source>Give up after</source>
        <translation>Abandonner après</translation>
    </message>
    <message>
        <source>HomeMail itself</source>
        <translation>HomeMail lui-même</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Nom de l’ordinateur</translation>
    </message>
    <message>
        <source>Host or domain name not found yet: {reason}</source>
        <translation>serveur ou domaine introuvable pour l’instant : {reason}</translation>
    </message>
    <message>
        <source>Host or domain name not found: {reason}</source>
        <translation>serveur ou domaine introuvable : {reason}</translation>
    </message>
    <message>
        <source>but nothing asks for it yet; asked for are: {names}</source>
        <translation>mais rien ne le demande encore ; sont demandés : {names}</translation>
    </message>
    <message>
        <source>domains that are not in identity.local_domains</source>
        <translation>des domaines qui ne sont pas dans identity.local_domains</translation>
    </message>
    <message>
        <source>connected to {host}</source>
        <translation>connecté à {host}</translation>
    </message>
    <message>
        <source>encrypted: {tls}</source>
        <translation>chiffré : {tls}</translation>
    </message>
    <message>
        <source>forged refuses servers that greet with our own name; strict also names that are not full or not in DNS.</source>
        <translation>forged refuse les serveurs qui se présentent sous notre propre nom ; strict refuse aussi les noms incomplets ou absents du DNS.</translation>
    </message>
    <message>
        <source>host {host} takes no 8-bit content, and the message cannot be converted: {reason}</source>
        <translation>l’hôte {host} ne prend pas de contenu sur 8 bits, et le message ne peut pas être converti : {reason}</translation>
    </message>
    <message>
        <source>How many are worked on at a time; the rest waits on disk.</source>
        <translation>Combien sont traités à la fois ; les autres attendent sur le disque.</translation>
    </message>
    <message>
        <source>IMAP port</source>
        <translation>Port IMAP</translation>
    </message>
    <message>
        <source>IMAPS port</source>
        <translation>Port IMAPS</translation>
    </message>
    <message>
        <source>In the data folder; empty: keys/DOMAIN.SELECTOR.pem.</source>
        <translation>Dans le dossier des données ; vide : keys/DOMAINE.SÉLECTEUR.pem.</translation>
    </message>
    <message>
        <source>In which the gateway tells senders what became of their mail.</source>
        <translation>Celle dans laquelle la passerelle dit aux expéditeurs ce que leur courrier est devenu.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>erreur de lecture ou d’écriture</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>c’est un dossier</translation>
    </message>
    <message>
        <source>in the house</source>
        <translation>dans la maison</translation>
    </message>
    <message>
        <source>it has too many parts</source>
        <translation>il a trop de parties</translation>
    </message>
    <message>
        <source>it has {bits} bits; {low} to {high} are accepted</source>
        <translation>elle a {bits} bits ; de {low} à {high} sont acceptés</translation>
    </message>
    <message>
        <source>it is neither an RSA nor an Ed25519 key</source>
        <translation>ce n’est ni une clé RSA ni une clé Ed25519</translation>
    </message>
    <message>
        <source>it is not a private key in PEM without a password</source>
        <translation>ce n’est pas une clé privée au format PEM sans mot de passe</translation>
    </message>
    <message>
        <source>it is signed, and would not be once it is converted</source>
        <translation>il est signé, et ne le serait plus une fois converti</translation>
    </message>
    <message>
        <source>its boundary is not in ASCII</source>
        <translation>son délimiteur n’est pas en ASCII</translation>
    </message>
    <message>
        <source>its structure cannot be told</source>
        <translation>sa structure est indéchiffrable</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Fichier de clé</translation>
    </message>
    <message>
        <source>Language of reports</source>
        <translation>Langue des avis</translation>
    </message>
    <message>
        <source>Largest message</source>
        <translation>Taille maximale d’un message</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Login at the relay</source>
        <translation>Identifiant chez le relais</translation>
    </message>
    <message>
        <source>Login without TLS</source>
        <translation>Identification sans TLS</translation>
    </message>
    <message>
        <source>Longest wait between retries</source>
        <translation>Attente maximale entre deux essais</translation>
    </message>
    <message>
        <source>MAIL FROM command</source>
        <translation>la commande MAIL FROM</translation>
    </message>
    <message>
        <source>Mail between servers and from old clients; 0 is off.</source>
        <translation>Courrier entre serveurs et des anciens logiciels ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>Mail domain</source>
        <translation>Domaine du courrier</translation>
    </message>
    <message>
        <source>Mail for any of these stays in the house.</source>
        <translation>Le courrier pour l’un d’eux reste dans la maison.</translation>
    </message>
    <message>
        <source>Mail from clients, TLS at once; 0 is off.</source>
        <translation>Courrier des logiciels de messagerie, TLS d’emblée ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>Mail from clients, with STARTTLS and login; 0 is off.</source>
        <translation>Courrier des logiciels de messagerie, avec STARTTLS et identifiant ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>Mail from these networks is never checked.</source>
        <translation>Le courrier de ces réseaux n’est jamais vérifié.</translation>
    </message>
    <message>
        <source>mail for {address} is turned to {whom}</source>
        <translation>le courrier pour {address} est adressé à {whom}</translation>
    </message>
    <message>
        <source>looking for {host}</source>
        <translation>recherche de {host}</translation>
    </message>
    <message>
        <source>mail from {domain} is not signed with {names} any more; the key files stay</source>
        <translation>le courrier de {domain} n’est plus signé avec {names} ; les fichiers de clé restent</translation>
    </message>
    <message>
        <source>Mail that leaves, comes in, or both.</source>
        <translation>Courrier qui part, qui arrive, ou les deux.</translation>
    </message>
    <message>
        <source>Messages of one stranger a minute</source>
        <translation>Messages d’un inconnu par minute</translation>
    </message>
    <message>
        <source>More are asked to come in a second message.</source>
        <translation>Au-delà, les autres sont renvoyés à un second message.</translation>
    </message>
    <message>
        <source>More are asked to come later; 0 is any number.</source>
        <translation>Les suivants sont priés de revenir plus tard ; 0 : sans limite.</translation>
    </message>
    <message>
        <source>More are turned away for now; 0 is any number.</source>
        <translation>Les suivantes sont écartées pour l’instant ; 0 : sans limite.</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>réseau inaccessible</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>aucun chemin vers ce serveur</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>plus de place sur le disque</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>fichier ou dossier introuvable</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>ce n’est pas un dossier</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Non vérifié</translation>
    </message>
    <message>
        <source>Notes in each message from the Internet whether its sender proves to be who it says (SPF, DKIM, DMARC, ARC).</source>
        <translation>Note dans chaque message venu d’Internet si son expéditeur est bien celui qu’il dit être (SPF, DKIM, DMARC, ARC).</translation>
    </message>
    <message>
        <source>Old log files kept</source>
        <translation>Anciens journaux conservés</translation>
    </message>
    <message>
        <source>One notice that the message still waits; 0 is never.</source>
        <translation>Un seul avis disant que le message attend encore ; 0 pour jamais.</translation>
    </message>
    <message>
        <source>Only in mail that leaves the house, or in all mail.</source>
        <translation>Seulement dans le courrier qui quitte la maison, ou dans tout le courrier.</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>opération non permise</translation>
    </message>
    <message>
        <source>Our domains</source>
        <translation>Nos domaines</translation>
    </message>
    <message>
        <source>Pause before the greeting</source>
        <translation>Pause avant l’accueil</translation>
    </message>
    <message>
        <source>POP3 port</source>
        <translation>Port POP3</translation>
    </message>
    <message>
        <source>POP3S port</source>
        <translation>Port POP3S</translation>
    </message>
    <message>
        <source>Patience for a command</source>
        <translation>Attente d’une commande</translation>
    </message>
    <message>
        <source>Patience for a message</source>
        <translation>Attente d’un message</translation>
    </message>
    <message>
        <source>Patience with DNS</source>
        <translation>Attente du DNS</translation>
    </message>
    <message>
        <source>Patience with a next hop</source>
        <translation>Attente du serveur suivant</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>accès refusé</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port of mail exchangers</source>
        <translation>Port des serveurs de courrier (MX)</translation>
    </message>
    <message>
        <source>RCPT TO command</source>
        <translation>la commande RCPT TO</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>disque en lecture seule</translation>
    </message>
    <message>
        <source>Reading mail, TLS at once; 0 is off.</source>
        <translation>Lecture du courrier, TLS d’emblée ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>Reading mail; 0 is off.</source>
        <translation>Lecture du courrier ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>Recipients in hand</source>
        <translation>Destinataires en cours</translation>
    </message>
    <message>
        <source>Recipients of one message</source>
        <translation>Destinataires d’un message</translation>
    </message>
    <message>
        <source>Refuse forged mail</source>
        <translation>Refuser le courrier falsifié</translation>
    </message>
    <message>
        <source>Refuses what fails where the sender's domain asks for it; forwarded mail and lists may be hit.</source>
        <translation>Refuse ce qui échoue quand le domaine de l’expéditeur le demande ; le courrier transféré et les listes peuvent être touchés.</translation>
    </message>
    <message>
        <source>Relay host</source>
        <translation>Serveur de relais</translation>
    </message>
    <message>
        <source>Relay port</source>
        <translation>Port du relais</translation>
    </message>
    <message>
        <source>Reserved for client autoconfiguration; 0 is off.</source>
        <translation>Réservé à la configuration automatique des appareils ; 0 pour désactiver.</translation>
    </message>
    <message>
        <source>Rewrite senders</source>
        <translation>Réécrire les expéditeurs</translation>
    </message>
    <message>
        <source>RFC 2046 lets nobody encode {type}</source>
        <translation>la RFC 2046 interdit de coder {type}</translation>
    </message>
    <message>
        <source>SASL authentication failed; server {host} said: {answer}</source>
        <translation>identification refusée ; le serveur {host} a dit : {answer}</translation>
    </message>
    <message>
        <source>Selector</source>
        <translation>Sélecteur</translation>
    </message>
    <message>
        <source>SMTP port</source>
        <translation>Port SMTP</translation>
    </message>
    <message>
        <source>SMTPUTF8 is required, but was not offered by host {host}</source>
        <translation>SMTPUTF8 est exigé, mais le serveur {host} ne le propose pas</translation>
    </message>
    <message>
        <source>STARTTLS command</source>
        <translation>la commande STARTTLS</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Portée</translation>
    </message>
    <message>
        <source>Senders</source>
        <translation>Expéditeurs</translation>
    </message>
    <message>
        <source>Set-up page port</source>
        <translation>Port de la page d’installation</translation>
    </message>
    <message>
        <source>Size of a log file</source>
        <translation>Taille d’un fichier journal</translation>
    </message>
    <message>
        <source>Submission port</source>
        <translation>Port d’envoi</translation>
    </message>
    <message>
        <source>Submissions port</source>
        <translation>Port d’envoi chiffré</translation>
    </message>
    <message>
        <source>The name of the key in DNS.</source>
        <translation>Le nom de la clé dans le DNS.</translation>
    </message>
    <message>
        <source>mail from {entry} is always let in</source>
        <translation>le courrier de {entry} est toujours accepté</translation>
    </message>
    <message>
        <source>mail from {entry} is not taken any more</source>
        <translation>le courrier de {entry} n’est plus accepté</translation>
    </message>
    <message>
        <source>nobody else has {address}: it goes to {whom}</source>
        <translation>personne d’autre n’a {address} : le courrier va à {whom}</translation>
    </message>
    <message>
        <source>none, as no relay and no transport has a login</source>
        <translation>aucun, car aucun relais ni transport ne s’identifie</translation>
    </message>
    <message>
        <source>stranger with a proven address</source>
        <translation>inconnu dont l’adresse est prouvée</translation>
    </message>
    <message>
        <source>the engine of the drill does not start: {reason}</source>
        <translation>le moteur de l’exercice ne démarre pas : {reason}</translation>
    </message>
    <message>
        <source>the message goes to {address} because of this line: {line}</source>
        <translation>le message va à {address} à cause de cette ligne : {line}</translation>
    </message>
    <message>
        <source>the message is held because of this line: {line}</source>
        <translation>le message est retenu à cause de cette ligne : {line}</translation>
    </message>
    <message>
        <source>the message is held: {text}</source>
        <translation>le message est retenu : {text}</translation>
    </message>
    <message>
        <source>the message is refused because of this line: {line}</source>
        <translation>le message est refusé à cause de cette ligne : {line}</translation>
    </message>
    <message>
        <source>the message is refused: {text}</source>
        <translation>le message est refusé : {text}</translation>
    </message>
    <message>
        <source>the message is thrown away because of this field: {field}</source>
        <translation>le message est jeté à cause de ce champ : {field}</translation>
    </message>
    <message>
        <source>the message is thrown away because of this line: {line}</source>
        <translation>le message est jeté à cause de cette ligne : {line}</translation>
    </message>
    <message>
        <source>the message is thrown away: {text}</source>
        <translation>le message est jeté : {text}</translation>
    </message>
    <message>
        <source>the recipient {address} becomes {new}</source>
        <translation>le destinataire {address} devient {new}</translation>
    </message>
    <message>
        <source>the rows for {address} lead on without end: it stays as it is</source>
        <translation>les lignes pour {address} se suivent sans fin : l’adresse reste telle quelle</translation>
    </message>
    <message>
        <source>there is no table {name}; there are {tables}</source>
        <translation>il n’y a pas de table {name} ; il y a {tables}</translation>
    </message>
    <message>
        <source>mail from {sender} goes through the relay {name}, {host}, port {port}</source>
        <translation>le courrier de {sender} passe par le relais {name}, {host}, port {port}</translation>
    </message>
    <message>
        <source>message size {size} exceeds the {limit} that the relay {name} takes</source>
        <translation>la taille du message, {size}, dépasse les {limit} octets que le relais {name} accepte</translation>
    </message>
    <message>
        <source>one relay for each sender</source>
        <translation>un seul relais par expéditeur</translation>
    </message>
    <message>
        <source>the quota at {host} is used up for now, it said: {answer}</source>
        <translation>le quota chez {host} est épuisé pour l’instant, il a répondu : {answer}</translation>
    </message>
    <message>
        <source>the relay {name} cannot be removed; an empty host switches it off</source>
        <translation>le relais {name} ne peut pas être supprimé ; un serveur vide le désactive</translation>
    </message>
    <message>
        <source>the relay {name} has had its {number} messages of this hour</source>
        <translation>le relais {name} a reçu ses {number} messages de cette heure</translation>
    </message>
    <message>
        <source>the relay {name} is for all senders that have none of their own</source>
        <translation>le relais {name} sert à tous les expéditeurs qui n’ont pas le leur</translation>
    </message>
    <message>
        <source>there is no device {name}</source>
        <translation>il n’y a pas d’appareil {name}</translation>
    </message>
    <message>
        <source>there is no other relay {name}</source>
        <translation>il n’y a pas d’autre relais {name}</translation>
    </message>
    <message>
        <source>there is no relay to try: mail goes straight to the servers of its recipients</source>
        <translation>il n’y a pas de relais à essayer : le courrier va droit aux serveurs de ses destinataires</translation>
    </message>
    <message>
        <source>there is no relay {name}</source>
        <translation>il n’y a pas de relais {name}</translation>
    </message>
    <message>
        <source>there is no transport for {domain}</source>
        <translation>{domain} n’a pas d’acheminement particulier</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>TLS is required, but was not offered by host {host}</source>
        <translation>TLS est exigé, mais le serveur {host} ne le propose pas</translation>
    </message>
    <message>
        <source>TLS to the relay</source>
        <translation>TLS vers le relais</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>The gateway's full name; greetings, Received lines and certificates carry it.</source>
        <translation>Le nom complet de la passerelle ; il figure dans les saluts, les lignes Received et les certificats.</translation>
    </message>
    <message>
        <source>The longest that one message may take to come in.</source>
        <translation>Le temps maximal que peut prendre l’arrivée d’un message.</translation>
    </message>
    <message>
        <source>The network addresses to listen on; 0.0.0.0 and :: mean all.</source>
        <translation>Les adresses réseau sur lesquelles écouter ; 0.0.0.0 et :: veulent dire toutes.</translation>
    </message>
    <message>
        <source>The oldest goes first.</source>
        <translation>Le plus ancien part le premier.</translation>
    </message>
    <message>
        <source>The provider's server that takes our mail for the outside; empty: deliver by MX.</source>
        <translation>Le serveur du fournisseur qui prend notre courrier pour l’extérieur ; vide : remise directe (MX).</translation>
    </message>
    <message>
        <source>The reason, the new line, or the address to redirect to.</source>
        <translation>La raison, la nouvelle ligne, ou l’adresse vers laquelle rediriger.</translation>
    </message>
    <message>
        <source>The server that takes it; empty: by MX.</source>
        <translation>Le serveur qui prend ce courrier ; vide : par MX.</translation>
    </message>
    <message>
        <source>Then the sender is told that it failed.</source>
        <translation>L’expéditeur apprend alors que l’envoi a échoué.</translation>
    </message>
    <message>
        <source>this line is dropped: {line}</source>
        <translation>cette ligne est ôtée : {line}</translation>
    </message>
    <message>
        <source>this line is noted in the log: {line}</source>
        <translation>cette ligne est notée au journal : {line}</translation>
    </message>
    <message>
        <source>this line is replaced by {text}: {line}</source>
        <translation>cette ligne est remplacée par {text} : {line}</translation>
    </message>
    <message>
        <source>thrown away by a header check</source>
        <translation>jeté par un contrôle d’en-tête</translation>
    </message>
    <message>
        <source>thrown away by a header check: {text}</source>
        <translation>jeté par un contrôle d’en-tête : {text}</translation>
    </message>
    <message>
        <source>to={recipients} thrown away by a header check: {text}</source>
        <translation>to={recipients} jeté par un contrôle d’en-tête : {text}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>Trusted networks</source>
        <translation>Réseaux de confiance</translation>
    </message>
    <message>
        <source>Waiting times do not grow beyond it.</source>
        <translation>L’attente ne grandit pas au-delà.</translation>
    </message>
    <message>
        <source>Waiting times double from here.</source>
        <translation>L’attente double ensuite à chaque essai.</translation>
    </message>
    <message>
        <source>Warn the sender after</source>
        <translation>Prévenir l’expéditeur après</translation>
    </message>
    <message>
        <source>What is done with it.</source>
        <translation>Ce qui en est fait.</translation>
    </message>
    <message>
        <source>What stands behind the @ in From, exactly.</source>
        <translation>Exactement ce qui suit le @ dans From.</translation>
    </message>
    <message>
        <source>What stands behind the @ of the people who live here.</source>
        <translation>Ce qui suit le @ dans l’adresse des personnes qui habitent ici.</translation>
    </message>
    <message>
        <source>a domain name such as "maison.test"</source>
        <translation>un nom de domaine, comme "maison.test"</translation>
    </message>
    <message>
        <source>a file written by `homemail init`</source>
        <translation>un fichier écrit par « homemail init »</translation>
    </message>
    <message>
        <source>a host name or IP address, or ""</source>
        <translation>un nom de serveur ou une adresse IP, ou ""</translation>
    </message>
    <message>
        <source>a list of IP addresses such as ["127.0.0.1"]</source>
        <translation>une liste d’adresses IP, comme ["127.0.0.1"]</translation>
    </message>
    <message>
        <source>a list of domain names such as ["maison.test", "localhost"]</source>
        <translation>une liste de noms de domaine, comme ["maison.test", "localhost"]</translation>
    </message>
    <message>
        <source>a list of names and addresses</source>
        <translation>une liste de noms et d’adresses</translation>
    </message>
    <message>
        <source>a list of networks such as ["192.168.0.0/24"]</source>
        <translation>une liste de réseaux, comme ["192.168.0.0/24"]</translation>
    </message>
    <message>
        <source>a list with identity.domain in it</source>
        <translation>une liste où figure identity.domain</translation>
    </message>
    <message>
        <source>a number with s, m, h or d, such as "5m", from {low} to {high}</source>
        <translation>un nombre suivi de s, m, h ou d, comme "5m", de {low} à {high}</translation>
    </message>
    <message>
        <source>a port from 1 to 65535, or 0 for none</source>
        <translation>un port de 1 à 65535, ou 0 pour aucun</translation>
    </message>
    <message>
        <source>a regular expression</source>
        <translation>une expression régulière</translation>
    </message>
    <message>
        <source>a secret needs a name, such as "relay"</source>
        <translation>un secret a besoin d’un nom, comme "relay"</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>un nombre entier de {low} à {high}</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>accepté</translation>
    </message>
    <message>
        <source>account</source>
        <translation>compte</translation>
    </message>
    <message>
        <source>address already in use (port {port} is taken by another program)</source>
        <translation>adresse déjà utilisée (le port {port} est pris par un autre programme)</translation>
    </message>
    <message>
        <source>alias</source>
        <translation>alias</translation>
    </message>
    <message>
        <source>another engine</source>
        <translation>un autre moteur</translation>
    </message>
    <message>
        <source>at most queue.retry_maximum</source>
        <translation>au plus queue.retry_maximum</translation>
    </message>
    <message>
        <source>attempt</source>
        <translation>essai</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>cannot be read: {reason}</source>
        <translation>lecture impossible : {reason}</translation>
    </message>
    <message>
        <source>certificate verification failed: {reason}</source>
        <translation>certificat refusé : {reason}</translation>
    </message>
    <message>
        <source>changed: {keys}</source>
        <translation>modifié : {keys}</translation>
    </message>
    <message>
        <source>check {number}, {pattern}, takes too long and was stopped: its pattern has to be mended</source>
        <translation>le contrôle {number}, {pattern}, prend trop de temps et a été arrêté : son motif est à corriger</translation>
    </message>
    <message>
        <source>choose a port above 1023 under [listen]</source>
        <translation>choisissez un port au-dessus de 1023 sous [listen]</translation>
    </message>
    <message>
        <source>choose a port above 1023 under [listen], or allow it with: {command}</source>
        <translation>choisissez un port au-dessus de 1023 sous [listen], ou donnez ce droit avec : {command}</translation>
    </message>
    <message>
        <source>class</source>
        <translation>nature</translation>
    </message>
    <message>
        <source>connect to {host}: {reason}</source>
        <translation>connexion à {host} : {reason}</translation>
    </message>
    <message>
        <source>conversation with {host} timed out while {step}</source>
        <translation>{host} n’a plus répondu pendant {step}</translation>
    </message>
    <message>
        <source>correct addresses under [listen]</source>
        <translation>corrigez addresses sous [listen]</translation>
    </message>
    <message>
        <source>delayed</source>
        <translation>différé</translation>
    </message>
    <message>
        <source>deleted by the operator</source>
        <translation>supprimé à la main</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>remis</translation>
    </message>
    <message>
        <source>delivered to mailbox</source>
        <translation>remis dans la boîte</translation>
    </message>
    <message>
        <source>delivery temporarily suspended: {reason}</source>
        <translation>envoi suspendu pour l’instant : {reason}</translation>
    </message>
    <message>
        <source>delivery time expired; the last attempt: {reason}</source>
        <translation>délai d’envoi écoulé ; dernier essai : {reason}</translation>
    </message>
    <message>
        <source>end of DATA command</source>
        <translation>la fin des données</translation>
    </message>
    <message>
        <source>everything that waits is tried again now</source>
        <translation>nouvel essai dès maintenant pour tout ce qui attend</translation>
    </message>
    <message>
        <source>example.org, or .example.org for its subdomains.</source>
        <translation>example.org, ou .example.org pour ses sous-domaines.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échoué</translation>
    </message>
    <message>
        <source>file</source>
        <translation>le fichier privé</translation>
    </message>
    <message>
        <source>forwarded as {queue_id}</source>
        <translation>transmis sous le numéro {queue_id}</translation>
    </message>
    <message>
        <source>from=&lt;{sender}&gt; size={size} from {client} ({origin})</source>
        <translation>de &lt;{sender}&gt;, {size} octets, apporté par {client} ({origin})</translation>
    </message>
    <message>
        <source>handshake failed</source>
        <translation>échec de la négociation</translation>
    </message>
    <message>
        <source>has an alias that leads nowhere</source>
        <translation>a un alias qui ne mène nulle part</translation>
    </message>
    <message>
        <source>has no alias</source>
        <translation>n’a pas d’alias</translation>
    </message>
    <message>
        <source>header check</source>
        <translation>contrôle d’en-tête</translation>
    </message>
    <message>
        <source>held by a header check</source>
        <translation>retenu par un contrôle d’en-tête</translation>
    </message>
    <message>
        <source>held by the operator</source>
        <translation>retenu à la main</translation>
    </message>
    <message>
        <source>host {host} said: {answer} (in reply to {step})</source>
        <translation>le serveur {host} a dit : {answer} (en réponse à {step})</translation>
    </message>
    <message>
        <source>initial server greeting</source>
        <translation>son message d’accueil</translation>
    </message>
    <message>
        <source>internal error, see the engine's log</source>
        <translation>erreur interne, voyez le journal du moteur</translation>
    </message>
    <message>
        <source>it is empty and would match everything</source>
        <translation>il est vide et conviendrait à tout</translation>
    </message>
    <message>
        <source>its alias is empty</source>
        <translation>son alias est vide</translation>
    </message>
    <message>
        <source>keyring</source>
        <translation>le trousseau</translation>
    </message>
    <message>
        <source>letters, digits, dot, dash and underline can</source>
        <translation>seuls conviennent les lettres sans accent, chiffres, points, tirets et soulignés</translation>
    </message>
    <message>
        <source>local</source>
        <translation>interne</translation>
    </message>
    <message>
        <source>what a pattern found cannot be used in the text ($1)</source>
        <translation>ce qu’un motif a trouvé ne peut pas servir dans le texte ($1)</translation>
    </message>
    <message>
        <source>what connects from {address} has no name any more</source>
        <translation>ce qui se connecte depuis {address} n’a plus de nom</translation>
    </message>
    <message>
        <source>what connects from {address} is called {name}</source>
        <translation>ce qui se connecte depuis {address} s’appelle {name}</translation>
    </message>
    <message>
        <source>what leaves comes back: {text}</source>
        <translation>ce qui sort revient : {text}</translation>
    </message>
    <message>
        <source>what leaves is held: {text}</source>
        <translation>ce qui sort est retenu : {text}</translation>
    </message>
    <message>
        <source>what leaves is thrown away: {text}</source>
        <translation>ce qui sort est jeté : {text}</translation>
    </message>
    <message>
        <source>what the issuer calls this mail server</source>
        <translation>le nom que l’émetteur donne à ce serveur de courrier</translation>
    </message>
    <message>
        <source>what was seen at {address} is forgotten</source>
        <translation>ce qui a été vu à {address} est oublié</translation>
    </message>
    <message>
        <source>which file is it of? Say it above, as in # /etc/postfix/generic; there are {files}</source>
        <translation>de quel fichier est-ce ? Dites-le au-dessus, comme # /etc/postfix/generic ; il y a {files}</translation>
    </message>
    <message>
        <source>without a relay each server is met with TLS as it can: give the domain a transport</source>
        <translation>sans relais, chaque serveur reçoit TLS comme il peut : donnez un transport au domaine</translation>
    </message>
    <message>
        <source>without brackets Postfix looks for the MX; here {host} is the host itself</source>
        <translation>sans crochets, Postfix cherche le MX ; ici, {host} est l’hôte même</translation>
    </message>
    <message>
        <source>write the domains themselves</source>
        <translation>écrivez les domaines eux-mêmes</translation>
    </message>
    <message>
        <source>write the networks themselves, in mynetworks</source>
        <translation>écrivez les réseaux eux-mêmes, dans mynetworks</translation>
    </message>
    <message>
        <source>write the networks themselves, such as 192.168.1.0/24</source>
        <translation>écrivez les réseaux eux-mêmes, comme 192.168.1.0/24</translation>
    </message>
    <message>
        <source>{address} added by the operator</source>
        <translation>{address} ajouté par l’exploitant</translation>
    </message>
    <message>
        <source>{address} deleted by the operator</source>
        <translation>{address} supprimé par l’exploitant</translation>
    </message>
    <message>
        <source>{address} has moved; the new address is {new}</source>
        <translation>{address} a changé d’adresse ; la nouvelle est {new}</translation>
    </message>
    <message>
        <source>{address} has no alias of its own and goes to ours</source>
        <translation>{address} n’a pas d’alias à lui et va au nôtre</translation>
    </message>
    <message>
        <source>{address} is no recipient of this message, or not any more</source>
        <translation>{address} n’est pas destinataire de ce message, ou ne l’est plus</translation>
    </message>
    <message>
        <source>{address} is turned in a circle</source>
        <translation>{address} tourne en rond</translation>
    </message>
    <message>
        <source>{address}: next hop changed by the operator from {before} to {after}</source>
        <translation>{address} : serveur suivant changé par l’exploitant, avant : {before}, après : {after}</translation>
    </message>
    <message>
        <source>{before} changed to {after} by the operator</source>
        <translation>{before} changé en {after} par l’exploitant</translation>
    </message>
    <message>
        <source>{domain} does not say what to do with forged mail (DMARC).</source>
        <translation>{domain} ne dit pas que faire du courrier falsifié (DMARC).</translation>
    </message>
    <message>
        <source>{domain} has mailboxes here</source>
        <translation>{domain} a des boîtes ici</translation>
    </message>
    <message>
        <source>{domain} has more than one SPF record, so none counts.</source>
        <translation>{domain} a plusieurs enregistrements SPF : aucun ne compte.</translation>
    </message>
    <message>
        <source>{domain} is not a domain of this house</source>
        <translation>{domain} n’est pas un domaine de cette maison</translation>
    </message>
    <message>
        <source>{domain} says nowhere who may send its mail (SPF); big providers distrust that.</source>
        <translation>{domain} ne dit nulle part qui peut envoyer son courrier (SPF) ; les grands fournisseurs s’en méfient.</translation>
    </message>
    <message>
        <source>{domain}, the mail domain, always stays in the house</source>
        <translation>{domain}, le domaine de courrier, reste toujours dans la maison</translation>
    </message>
    <message>
        <source>{done}; passwords to be given again: {names}</source>
        <translation>{done} ; mots de passe à redonner : {names}</translation>
    </message>
    <message>
        <source>{file} is not read here; there are {files}</source>
        <translation>{file} n’est pas lu ici ; il y a {files}</translation>
    </message>
    <message>
        <source>{first}; {second}; and others ({count})</source>
        <translation>{first} ; {second} ; et d’autres ({count})</translation>
    </message>
    <message>
        <source>{host} is no mail server that the policy of {domain} names</source>
        <translation>{host} n’est pas un serveur de courrier que nomme la politique de {domain}</translation>
    </message>
    <message>
        <source>{key} was changed again since, by change {other}</source>
        <translation>{key} a encore changé depuis, par la modification {other}</translation>
    </message>
    <message>
        <source>{key}: there is no such key; did you mean {near}?</source>
        <translation>{key} : cette clé n’existe pas ; pensiez-vous à {near} ?</translation>
    </message>
    <message>
        <source>{letter} is no right; accepted: read, write, all, or letters of {letters}</source>
        <translation>{letter} n’est pas un droit ; valeurs acceptées : read, write, all, ou des lettres parmi {letters}</translation>
    </message>
    <message>
        <source>{mailbox} is called {name} now</source>
        <translation>{mailbox} s’appelle désormais {name}</translation>
    </message>
    <message>
        <source>{mailbox} is made</source>
        <translation>{mailbox} est créée</translation>
    </message>
    <message>
        <source>{mailbox} is made; nobody sees it before `homemail share set`</source>
        <translation>{mailbox} est créée ; personne ne la voit avant « homemail share set »</translation>
    </message>
    <message>
        <source>{mailbox} is not shared with {who}</source>
        <translation>{mailbox} n’est pas partagée avec {who}</translation>
    </message>
    <message>
        <source>{mailbox} is removed, with all mail in it</source>
        <translation>{mailbox} est supprimée, avec tout son courrier</translation>
    </message>
    <message>
        <source>{mailbox} is shared with {who} no more</source>
        <translation>{mailbox} n’est plus partagée avec {who}</translation>
    </message>
    <message>
        <source>{name} has no equal here</source>
        <translation>{name} n’a pas d’équivalent ici</translation>
    </message>
    <message>
        <source>{name} is stood in for by {other}: smtp_fallback_relay of Postfix is one for all.</source>
        <translation>{name} est remplacé au besoin par {other} : smtp_fallback_relay de Postfix est le même pour tous.</translation>
    </message>
    <message>
        <source>{name} takes messages of {size} octets: Postfix learns it from the relay alone.</source>
        <translation>{name} prend des messages de {size} octets : Postfix ne l’apprend que du relais.</translation>
    </message>
    <message>
        <source>{name} takes {count} messages an hour: nearest is smtp_destination_rate_delay = {delay}s.</source>
        <translation>{name} prend {count} messages par heure : le plus proche est smtp_destination_rate_delay = {delay}s.</translation>
    </message>
    <message>
        <source>{name} takes {count} recipients at a time: smtp_destination_recipient_limit is one for all.</source>
        <translation>{name} prend {count} destinataires à la fois : smtp_destination_recipient_limit est le même pour tous.</translation>
    </message>
    <message>
        <source>{name}, {address}, port {port}: {reason}.</source>
        <translation>{name}, {address}, port {port} : {reason}.</translation>
    </message>
    <message>
        <source>{name}: at least one address is needed</source>
        <translation>{name} : il faut au moins une adresse</translation>
    </message>
    <message>
        <source>{name}: one address is needed</source>
        <translation>{name} : il faut une adresse, et une seule</translation>
    </message>
    <message>
        <source>while it cannot be reached, through {host}, port {port}</source>
        <translation>tant qu’il est injoignable, par {host}, port {port}</translation>
    </message>
    <message>
        <source>{entry} is always let in; remove it from that list first</source>
        <translation>{entry} est toujours accepté ; retirez-le d’abord de cette liste</translation>
    </message>
    <message>
        <source>{entry} is not on the list</source>
        <translation>{entry} n’est pas sur la liste</translation>
    </message>
    <message>
        <source>{entry} is off the list; mail from there is checked as any other</source>
        <translation>{entry} n’est plus sur la liste ; son courrier est contrôlé comme tout autre</translation>
    </message>
    <message>
        <source>{entry} is on the list already</source>
        <translation>{entry} est déjà sur la liste</translation>
    </message>
    <message>
        <source>{host} cannot be reached: {reason}.</source>
        <translation>{host} est injoignable : {reason}.</translation>
    </message>
    <message>
        <source>{host} does not answer on port {port}.</source>
        <translation>{host} ne répond pas sur le port {port}.</translation>
    </message>
    <message>
        <source>{host} does not take the login {username} with this password.</source>
        <translation>{host} n’accepte pas l’identifiant {username} avec ce mot de passe.</translation>
    </message>
    <message>
        <source>{host} hung up in the middle: {reason}.</source>
        <translation>{host} a raccroché en cours de route : {reason}.</translation>
    </message>
    <message>
        <source>{host} offers no STARTTLS on port {port}.</source>
        <translation>{host} ne propose pas STARTTLS sur le port {port}.</translation>
    </message>
    <message>
        <source>{host} refuses connections on port {port}.</source>
        <translation>{host} refuse les connexions sur le port {port}.</translation>
    </message>
    <message>
        <source>{host} takes no login on port {port}.</source>
        <translation>{host} n’accepte pas d’identifiant sur le port {port}.</translation>
    </message>
    <message>
        <source>{host} turns us away: {answer}</source>
        <translation>{host} nous éconduit : {answer}</translation>
    </message>
    <message>
        <source>{name} at {where} may send as anybody, without a login</source>
        <translation>{name} ({where}) peut envoyer sous n’importe quelle adresse, sans identification</translation>
    </message>
    <message>
        <source>{name} at {where} may send as {whom}, without a login</source>
        <translation>{name} ({where}) peut envoyer comme {whom}, sans identification</translation>
    </message>
    <message>
        <source>{name} is the name of another relay</source>
        <translation>{name} est le nom d’un autre relais</translation>
    </message>
    <message>
        <source>{name} is there already</source>
        <translation>{name} existe déjà</translation>
    </message>
    <message>
        <source>{name} may not send without a login any more</source>
        <translation>{name} ne peut plus envoyer sans identification</translation>
    </message>
    <message>
        <source>{port} is the port of listen.{other} already</source>
        <translation>{port} est déjà le port de listen.{other}</translation>
    </message>
    <message>
        <source>another port, or 0 for none</source>
        <translation>un autre port, ou 0 pour aucun</translation>
    </message>
    <message>
        <source>addresses, "0.0.0.0" for all</source>
        <translation>des adresses, "0.0.0.0" pour toutes</translation>
    </message>
    <message>
        <source>nothing listens on port {port}</source>
        <translation>rien n’écoute sur le port {port}</translation>
    </message>
    <message>
        <source>longer than queue.retry_maximum</source>
        <translation>plus long que queue.retry_maximum</translation>
    </message>
    <message>
        <source>lost connection with {host} while {step}</source>
        <translation>connexion perdue avec {host} pendant {step}</translation>
    </message>
    <message>
        <source>mail for outside goes through the relay {host}, port {port}</source>
        <translation>le courrier pour l’extérieur passe par le relais {host}, port {port}</translation>
    </message>
    <message>
        <source>mail for {domain} goes straight to its own mail server (MX)</source>
        <translation>le courrier pour {domain} va droit à son propre serveur (MX)</translation>
    </message>
    <message>
        <source>mail for {domain} goes straight to its own mail server, past the relay</source>
        <translation>le courrier pour {domain} va droit à son propre serveur, sans passer par le relais</translation>
    </message>
    <message>
        <source>mail for {domain} goes to {host}, port {port}</source>
        <translation>le courrier pour {domain} va à {host}, port {port}</translation>
    </message>
    <message>
        <source>mail for {domain} loops back to this server</source>
        <translation>le courrier pour {domain} revient à ce serveur</translation>
    </message>
    <message>
        <source>mail for {name} goes to {targets}</source>
        <translation>le courrier pour {name} va à {targets}</translation>
    </message>
    <message>
        <source>message refused by a header check</source>
        <translation>message refusé par un contrôle d’en-tête</translation>
    </message>
    <message>
        <source>message size {size} exceeds size limit {limit} of server {host}</source>
        <translation>le message ({size} octets) dépasse la limite de {limit} octets du serveur {host}</translation>
    </message>
    <message>
        <source>no account or alias has that name</source>
        <translation>aucun compte ni alias ne porte ce nom</translation>
    </message>
    <message>
        <source>no engine runs on {folder}</source>
        <translation>aucun moteur ne tourne sur {folder}</translation>
    </message>
    <message>
        <source>no host of the next hop could be reached</source>
        <translation>aucun serveur de la destination n’a pu être joint</translation>
    </message>
    <message>
        <source>no mail server of {domain} has an address</source>
        <translation>aucun serveur de courrier de {domain} n’a d’adresse</translation>
    </message>
    <message>
        <source>no password is kept under the name {name} for the login</source>
        <translation>aucun mot de passe n’est conservé sous le nom {name} pour s’identifier</translation>
    </message>
    <message>
        <source>no right to use port {port}</source>
        <translation>pas le droit d’utiliser le port {port}</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>not TOML: {reason}</source>
        <translation>ce n’est pas du TOML : {reason}</translation>
    </message>
    <message>
        <source>not a call: {fault}</source>
        <translation>ce n’est pas un appel : {fault}</translation>
    </message>
    <message>
        <source>not a list of tables</source>
        <translation>ce n’est pas une liste de tables</translation>
    </message>
    <message>
        <source>not a table</source>
        <translation>ce n’est pas une table</translation>
    </message>
    <message>
        <source>not ready: {reason}</source>
        <translation>pas prêt : {reason}</translation>
    </message>
    <message>
        <source>nothing stands after the @</source>
        <translation>il n’y a rien après le @</translation>
    </message>
    <message>
        <source>nothing stands before the @</source>
        <translation>il n’y a rien avant le @</translation>
    </message>
    <message>
        <source>nothing to change</source>
        <translation>rien à modifier</translation>
    </message>
    <message>
        <source>one line of text</source>
        <translation>une ligne de texte</translation>
    </message>
    <message>
        <source>only {free} octets are free on the disk; {floor} have to stay free</source>
        <translation>il ne reste que {free} octets libres sur le disque ; {floor} doivent le rester</translation>
    </message>
    <message>
        <source>performing the AUTH exchange</source>
        <translation>l’identification</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>file</translation>
    </message>
    <message>
        <source>receiving the initial server greeting</source>
        <translation>l’attente du message d’accueil</translation>
    </message>
    <message>
        <source>refused by a header check: {text}</source>
        <translation>refusé par un contrôle d’en-tête : {text}</translation>
    </message>
    <message>
        <source>relayed</source>
        <translation>relayé</translation>
    </message>
    <message>
        <source>released by the operator</source>
        <translation>libéré à la main</translation>
    </message>
    <message>
        <source>required and implicit check the relay's certificate.</source>
        <translation>required et implicit vérifient le certificat du relais.</translation>
    </message>
    <message>
        <source>rewriting</source>
        <translation>réécriture</translation>
    </message>
    <message>
        <source>see [listen] in homemail.toml</source>
        <translation>voyez [listen] dans homemail.toml</translation>
    </message>
    <message>
        <source>senders are rewritten in all mail</source>
        <translation>les expéditeurs sont réécrits dans tout le courrier</translation>
    </message>
    <message>
        <source>senders are rewritten in outgoing mail</source>
        <translation>les expéditeurs sont réécrits dans le courrier qui sort</translation>
    </message>
    <message>
        <source>sending DATA command</source>
        <translation>l’envoi de la commande DATA</translation>
    </message>
    <message>
        <source>sending MAIL FROM</source>
        <translation>l’envoi de MAIL FROM</translation>
    </message>
    <message>
        <source>sending RCPT TO</source>
        <translation>l’envoi de RCPT TO</translation>
    </message>
    <message>
        <source>sending RSET</source>
        <translation>l’envoi de RSET</translation>
    </message>
    <message>
        <source>sending end of data -- message may be sent more than once</source>
        <translation>l’envoi de la fin des données (le message peut arriver en double)</translation>
    </message>
    <message>
        <source>sending message body</source>
        <translation>l’envoi du message</translation>
    </message>
    <message>
        <source>stop that program or choose another port under [listen]</source>
        <translation>arrêtez ce programme ou choisissez un autre port sous [listen]</translation>
    </message>
    <message>
        <source>stranger</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>submitted</source>
        <translation>identifié</translation>
    </message>
    <message>
        <source>text in UTF-8</source>
        <translation>du texte en UTF-8</translation>
    </message>
    <message>
        <source>the alias {name} is removed</source>
        <translation>l’alias {name} est retiré</translation>
    </message>
    <message>
        <source>the aliases lead in a circle</source>
        <translation>les alias tournent en rond</translation>
    </message>
    <message>
        <source>the aliases lead in a circle ({names}) on which nobody lives</source>
        <translation>les alias tournent en rond ({names}) sans mener à personne</translation>
    </message>
    <message>
        <source>the aliases lead in a circle ({names}); the mail stays with {accounts}</source>
        <translation>les alias tournent en rond ({names}) ; le courrier reste chez {accounts}</translation>
    </message>
    <message>
        <source>the call is too large</source>
        <translation>l’appel est trop grand</translation>
    </message>
    <message>
        <source>the content of this message is missing</source>
        <translation>le contenu de ce message manque</translation>
    </message>
    <message>
        <source>the data folder is in use by {holder}</source>
        <translation>le dossier de données est utilisé par {holder}</translation>
    </message>
    <message>
        <source>the data folder {folder} cannot be used: {reason}</source>
        <translation>le dossier de données {folder} ne peut pas servir : {reason}</translation>
    </message>
    <message>
        <source>the database cannot be used: {reason}</source>
        <translation>la base de données ne peut pas servir : {reason}</translation>
    </message>
    <message>
        <source>the disk cannot be used: {reason}</source>
        <translation>le disque ne peut pas servir : {reason}</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>le disque est plein</translation>
    </message>
    <message>
        <source>the domain is longer than 255 octets</source>
        <translation>le domaine dépasse 255 octets</translation>
    </message>
    <message>
        <source>the domain {domain} does not exist</source>
        <translation>le domaine {domain} n’existe pas</translation>
    </message>
    <message>
        <source>the engine does not answer</source>
        <translation>le moteur ne répond pas</translation>
    </message>
    <message>
        <source>the engine does not run here, or not for this user</source>
        <translation>le moteur ne tourne pas ici, ou pas pour cet utilisateur</translation>
    </message>
    <message>
        <source>the engine has not stopped yet; see the log</source>
        <translation>le moteur ne s’est pas encore arrêté ; voyez le journal</translation>
    </message>
    <message>
        <source>the engine stops</source>
        <translation>le moteur s’arrête</translation>
    </message>
    <message>
        <source>the engine's answer was empty</source>
        <translation>la réponse du moteur était vide</translation>
    </message>
    <message>
        <source>the engine's answer was not understood: {fault}</source>
        <translation>la réponse du moteur n’a pas été comprise : {fault}</translation>
    </message>
    <message>
        <source>the file is not in UTF-8</source>
        <translation>le fichier n’est pas en UTF-8</translation>
    </message>
    <message>
        <source>the file of extra certificates, delivery.ca_file, cannot be read</source>
        <translation>le fichier de certificats supplémentaires, delivery.ca_file, ne peut pas être lu</translation>
    </message>
    <message>
        <source>the header is too long</source>
        <translation>l’en-tête est trop long</translation>
    </message>
    <message>
        <source>the host {host} cannot be looked up at the moment</source>
        <translation>le serveur {host} ne peut pas être recherché pour l’instant</translation>
    </message>
    <message>
        <source>the host {host} is not found</source>
        <translation>le serveur {host} est introuvable</translation>
    </message>
    <message>
        <source>the networks of the house</source>
        <translation>les réseaux de la maison</translation>
    </message>
    <message>
        <source>this version has no set-up page yet</source>
        <translation>cette version n’a pas encore de page de configuration</translation>
    </message>
    <message>
        <source>the whole Internet could send through this gateway</source>
        <translation>tout Internet pourrait envoyer par cette passerelle</translation>
    </message>
    <message>
        <source>the list is empty</source>
        <translation>la liste est vide</translation>
    </message>
    <message>
        <source>the mailbox of {account} has this message already: one copy</source>
        <translation>la boîte de {account} a déjà ce message : une seule copie</translation>
    </message>
    <message>
        <source>the message cannot be kept now, try again later</source>
        <translation>le message ne peut pas être conservé pour l’instant, réessayez plus tard</translation>
    </message>
    <message>
        <source>the message goes to {address} because of this field: {field}</source>
        <translation>le message va à {address} à cause de ce champ : {field}</translation>
    </message>
    <message>
        <source>the message holds a NUL octet, which mail cannot carry</source>
        <translation>le message contient un octet NUL, que le courrier ne peut pas transporter</translation>
    </message>
    <message>
        <source>the message is held because of this field: {field}</source>
        <translation>le message est retenu à cause de ce champ : {field}</translation>
    </message>
    <message>
        <source>the message is larger than {limit} octets</source>
        <translation>le message dépasse {limit} octets</translation>
    </message>
    <message>
        <source>the message is refused because of this field: {field}</source>
        <translation>le message est refusé à cause de ce champ : {field}</translation>
    </message>
    <message>
        <source>the null reverse-path is never rewritten</source>
        <translation>l’expéditeur vide (avis du système) n’est jamais réécrit</translation>
    </message>
    <message>
        <source>the part before the @ is longer than 64 octets</source>
        <translation>la partie avant le @ dépasse 64 octets</translation>
    </message>
    <message>
        <source>the part before the @ is not a dot-string or quoted string</source>
        <translation>la partie avant le @ contient des signes qui n’y ont pas leur place</translation>
    </message>
    <message>
        <source>the password holds a line end, which no mail program can send</source>
        <translation>le mot de passe contient une fin de ligne, qu’aucun logiciel de messagerie ne peut envoyer</translation>
    </message>
    <message>
        <source>the password is empty</source>
        <translation>le mot de passe est vide</translation>
    </message>
    <message>
        <source>the password is not sent to {host} without TLS (tls = "none" allows it)</source>
        <translation>le mot de passe n’est pas envoyé à {host} sans TLS (tls = "none" le permet)</translation>
    </message>
    <message>
        <source>the secret holds a line end</source>
        <translation>le secret contient une fin de ligne</translation>
    </message>
    <message>
        <source>the secret is empty</source>
        <translation>le secret est vide</translation>
    </message>
    <message>
        <source>the secret {name} is kept in the {place}</source>
        <translation>le secret {name} est conservé dans {place}</translation>
    </message>
    <message>
        <source>the sender {address} becomes {new}</source>
        <translation>l’expéditeur {address} devient {new}</translation>
    </message>
    <message>
        <source>the store is closed</source>
        <translation>le stockage est fermé</translation>
    </message>
    <message>
        <source>the two were not the same</source>
        <translation>les deux ne sont pas identiques</translation>
    </message>
    <message>
        <source>there are no settings in {folder}; begin with `homemail init`</source>
        <translation>il n’y a pas de réglages dans {folder} ; commencez par « homemail init »</translation>
    </message>
    <message>
        <source>there is a control character in it</source>
        <translation>il s’y trouve un caractère de contrôle</translation>
    </message>
    <message>
        <source>there is a user {name} already</source>
        <translation>il y a déjà une personne nommée {name}</translation>
    </message>
    <message>
        <source>there is no @ in it</source>
        <translation>il n’y a pas de @</translation>
    </message>
    <message>
        <source>there is no alias {name}</source>
        <translation>il n’y a pas d’alias {name}</translation>
    </message>
    <message>
        <source>there is no message {queue_id}</source>
        <translation>il n’y a pas de message {queue_id}</translation>
    </message>
    <message>
        <source>there is no message {queue_id} in the queue</source>
        <translation>il n’y a pas de message {queue_id} dans la file d’attente</translation>
    </message>
    <message>
        <source>there is no method {name}</source>
        <translation>il n’y a pas de méthode {name}</translation>
    </message>
    <message>
        <source>there is no recipient</source>
        <translation>il n’y a pas de destinataire</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>ce fichier n’existe pas</translation>
    </message>
    <message>
        <source>there is no such key</source>
        <translation>cette clé n’existe pas</translation>
    </message>
    <message>
        <source>there is no user {name}</source>
        <translation>il n’y a personne du nom de {name}</translation>
    </message>
    <message>
        <source>this computer has no connection to the Internet</source>
        <translation>cet ordinateur n’a pas de connexion à Internet</translation>
    </message>
    <message>
        <source>this computer does not have the address {address}</source>
        <translation>cet ordinateur n’a pas l’adresse {address}</translation>
    </message>
    <message>
        <source>this field is dropped: {field}</source>
        <translation>ce champ est ôté : {field}</translation>
    </message>
    <message>
        <source>this field is noted in the log: {field}</source>
        <translation>ce champ est noté dans le journal : {field}</translation>
    </message>
    <message>
        <source>this field is replaced by {text}: {field}</source>
        <translation>ce champ est remplacé par {text} : {field}</translation>
    </message>
    <message>
        <source>to=&lt;{address}&gt; delivered to {mailbox}</source>
        <translation>à &lt;{address}&gt;, remis dans {mailbox}</translation>
    </message>
    <message>
        <source>to=&lt;{address}&gt; relay={relay} duration={seconds:.2f} dsn={status} {action} ({reason})</source>
        <translation>à &lt;{address}&gt;, serveur : {relay}, {seconds:.2f} s, {status} {action} ({reason})</translation>
    </message>
    <message>
        <source>too many hops</source>
        <translation>trop d’étapes</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>acheminement</translation>
    </message>
    <message>
        <source>trusted</source>
        <translation>réseau de confiance</translation>
    </message>
    <message>
        <source>unknown user: {address} ({reason})</source>
        <translation>personne inconnue : {address} ({reason})</translation>
    </message>
    <message>
        <source>Who is told which addresses exist</source>
        <translation>Qui apprend quelles adresses existent</translation>
    </message>
    <message>
        <source>{address} cannot be delivered: the house has no account yet</source>
        <translation>{address} ne peut rien recevoir : la maison n’a pas encore de compte</translation>
    </message>
    <message>
        <source>{address} gets this message already: one copy</source>
        <translation>{address} reçoit déjà ce message : une seule copie</translation>
    </message>
    <message>
        <source>{address} has no alias of its own and goes where postmaster goes</source>
        <translation>{address} n’a pas d’alias à lui et va où va postmaster</translation>
    </message>
    <message>
        <source>{address} in {field} becomes {new}</source>
        <translation>{address} dans {field} devient {new}</translation>
    </message>
    <message>
        <source>{address} is an address of this house and does not leave it</source>
        <translation>{address} est une adresse de cette maison et n’en sort pas</translation>
    </message>
    <message>
        <source>{address} is an alias of {whom}</source>
        <translation>{address} est un alias de {whom}</translation>
    </message>
    <message>
        <source>{address} is delivered into the mailbox of {account}</source>
        <translation>{address} arrive dans la boîte de {account}</translation>
    </message>
    <message>
        <source>{address} is given up: the aliases lead on for too long</source>
        <translation>{address} est abandonné : les alias mènent trop loin</translation>
    </message>
    <message>
        <source>{address} is outside: {domain} is not a domain of this house</source>
        <translation>{address} est à l’extérieur : {domain} n’est pas un domaine de cette maison</translation>
    </message>
    <message>
        <source>{address} is unknown here: {reason}</source>
        <translation>{address} est inconnu ici : {reason}</translation>
    </message>
    <message>
        <source>{address} {why} and goes to {account}, so that somebody reads it</source>
        <translation>{address} {why} et va à {account}, pour que quelqu’un le lise</translation>
    </message>
    <message>
        <source>{algorithm} is not known; accepted: {known}</source>
        <translation>{algorithm} est inconnu ; accepté : {known}</translation>
    </message>
    <message>
        <source>{domain} has a key named {selector} already; another needs another selector</source>
        <translation>{domain} a déjà une clé nommée {selector} ; une autre demande un autre sélecteur</translation>
    </message>
    <message>
        <source>{domain} has neither a mail server nor an address</source>
        <translation>{domain} n’a ni serveur de courrier ni adresse</translation>
    </message>
    <message>
        <source>{domain} has no key named {selector}</source>
        <translation>{domain} n’a pas de clé nommée {selector}</translation>
    </message>
    <message>
        <source>{domain} has no key; `homemail dkim add {domain}` makes one</source>
        <translation>{domain} n’a pas de clé ; « homemail dkim add {domain} » en crée une</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}</source>
        <translation>{file} ne peut pas être lu : {reason}</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}</source>
        <translation>{file} ne peut pas être écrit : {reason}</translation>
    </message>
    <message>
        <source>{file} exists already and is left as it is</source>
        <translation>{file} existe déjà et reste tel quel</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file} : {reason}</translation>
    </message>
    <message>
        <source>{first}: {second}</source>
        <translation>{first} : {second}</translation>
    </message>
    <message>
        <source>{first}; {second}</source>
        <translation>{first} ; {second}</translation>
    </message>
    <message>
        <source>{host} has no address</source>
        <translation>{host} n’a pas d’adresse</translation>
    </message>
    <message>
        <source>{host} is not a host name</source>
        <translation>{host} n’est pas un nom de serveur</translation>
    </message>
    <message>
        <source>{host} is not an address</source>
        <translation>{host} n’est pas une adresse</translation>
    </message>
    <message>
        <source>{key} (did you mean this?)</source>
        <translation>{key} (est-ce ce que vous vouliez dire ?)</translation>
    </message>
    <message>
        <source>{key} is missing</source>
        <translation>{key} manque</translation>
    </message>
    <message>
        <source>{key}: there is no such key</source>
        <translation>{key} : cette clé n’existe pas</translation>
    </message>
    <message>
        <source>{method} failed: {fault}; see the log</source>
        <translation>{method} a échoué : {fault} ; voyez le journal</translation>
    </message>
    <message>
        <source>{method} needs a running engine</source>
        <translation>{method} demande un moteur en marche</translation>
    </message>
    <message>
        <source>{name} cannot be a user name: {reason}</source>
        <translation>{name} ne peut pas être un nom d’utilisateur : {reason}</translation>
    </message>
    <message>
        <source>{name} has a new password</source>
        <translation>{name} a un nouveau mot de passe</translation>
    </message>
    <message>
        <source>{name} is not a domain name</source>
        <translation>{name} n’est pas un nom de domaine</translation>
    </message>
    <message>
        <source>{name} is removed, with all mail</source>
        <translation>{name} est retiré, avec tout son courrier</translation>
    </message>
    <message>
        <source>{name} names itself, so a copy stays in the mailbox of {account}</source>
        <translation>{name} se nomme lui-même, donc une copie reste dans la boîte de {account}</translation>
    </message>
    <message>
        <source>{name} {address} port {port}</source>
        <translation>{name} {address} port {port}</translation>
    </message>
    <message>
        <source>{name}: an alias needs at least one target</source>
        <translation>{name} : un alias a besoin d’au moins une destination</translation>
    </message>
    <message>
        <source>{option} is not an option</source>
        <translation>{option} n’est pas une option</translation>
    </message>
    <message>
        <source>{option} needs a value</source>
        <translation>{option} demande une valeur</translation>
    </message>
    <message>
        <source>{option} is not something HomeMail does</source>
        <translation>{option} n’est pas du ressort de HomeMail</translation>
    </message>
    <message>
        <source>{place}: {said}; accepted: {right}</source>
        <translation>{place} : {said} ; accepté : {right}</translation>
    </message>
    <message>
        <source>{queue_id} does not go to {address} any more</source>
        <translation>{queue_id} ne va plus à {address}</translation>
    </message>
    <message>
        <source>{queue_id} goes by {way} from now on</source>
        <translation>{queue_id} passe désormais par {way}</translation>
    </message>
    <message>
        <source>{queue_id} goes to {address} already</source>
        <translation>{queue_id} va déjà à {address}</translation>
    </message>
    <message>
        <source>{queue_id} goes to {address} too</source>
        <translation>{queue_id} va aussi à {address}</translation>
    </message>
    <message>
        <source>{queue_id} goes to {after} in place of {before}</source>
        <translation>{queue_id} va à {after} au lieu de {before}</translation>
    </message>
    <message>
        <source>{queue_id} is deleted</source>
        <translation>{queue_id} est supprimé</translation>
    </message>
    <message>
        <source>{queue_id} is given up, and its sender is told</source>
        <translation>{queue_id} est abandonné, et son expéditeur en est averti</translation>
    </message>
    <message>
        <source>{queue_id} is held</source>
        <translation>{queue_id} est retenu</translation>
    </message>
    <message>
        <source>{queue_id} is not held</source>
        <translation>{queue_id} n’est pas retenu</translation>
    </message>
    <message>
        <source>{queue_id} is planned again</source>
        <translation>{queue_id} est planifié à nouveau</translation>
    </message>
    <message>
        <source>{queue_id} is released</source>
        <translation>{queue_id} n’est plus retenu</translation>
    </message>
    <message>
        <source>{queue_id} is tried again now</source>
        <translation>nouvel essai pour {queue_id} dès maintenant</translation>
    </message>
    <message>
        <source>{reason}, which does not answer</source>
        <translation>{reason}, qui ne répond pas</translation>
    </message>
    <message>
        <source>{reason}; it belongs to the user {user}</source>
        <translation>{reason} ; il appartient à l’utilisateur {user}</translation>
    </message>
    <message>
        <source>{reason}; it is {program}, process {pid} of the user {user}</source>
        <translation>{reason} ; c’est {program}, processus {pid} de l’utilisateur {user}</translation>
    </message>
    <message>
        <source>{sender} is known outside as {address}</source>
        <translation>{sender} est connu à l’extérieur comme {address}</translation>
    </message>
    <message>
        <source>{sender} is not rewritten</source>
        <translation>{sender} n’est pas réécrit</translation>
    </message>
    <message>
        <source>{sender} sends through the relay {name} already</source>
        <translation>{sender} passe déjà par le relais {name}</translation>
    </message>
    <message>
        <source>{sender} stays as it is</source>
        <translation>{sender} reste tel quel</translation>
    </message>
    <message>
        <source>{table} and keys below it</source>
        <translation>{table} et des clés au-dessous</translation>
    </message>
    <message>
        <source>{table} is a list of names: {name} has no target</source>
        <translation>{table} est une liste de noms : {name} n’a pas de cible</translation>
    </message>
    <message>
        <source>{table}: another order</source>
        <translation>{table} : un autre ordre</translation>
    </message>
    <message>
        <source>{table}: the row {name} is removed</source>
        <translation>{table} : la ligne {name} est retirée</translation>
    </message>
    <message>
        <source>{table}: there is no row {name}</source>
        <translation>{table} : il n’y a pas de ligne {name}</translation>
    </message>
    <message>
        <source>{table}: {name} is off the list</source>
        <translation>{table} : {name} n’est plus sur la liste</translation>
    </message>
    <message>
        <source>{table}: {name} is on the list</source>
        <translation>{table} : {name} est sur la liste</translation>
    </message>
    <message>
        <source>{table}: {name} is {targets}</source>
        <translation>{table} : {name} donne {targets}</translation>
    </message>
    <message>
        <source>{target} is not an address: {reason}</source>
        <translation>{target} n’est pas une adresse : {reason}</translation>
    </message>
    <message>
        <source>{target} leads back here, in a circle</source>
        <translation>{target} ramène ici : les adresses tournent en rond</translation>
    </message>
    <message>
        <source>{text} is no next hop: a server with or without a port, relay NAME, mx or default</source>
        <translation>{text} n’est pas un serveur suivant : un serveur avec ou sans port, relay NOM, mx ou default</translation>
    </message>
    <message>
        <source>{text} is not an address: {reason}</source>
        <translation>{text} n’est pas une adresse : {reason}</translation>
    </message>
    <message>
        <source>{text} is put before this field: {field}</source>
        <translation>{text} est placé avant ce champ : {field}</translation>
    </message>
    <message>
        <source>{text} is put before this line: {line}</source>
        <translation>{text} est mis devant cette ligne : {line}</translation>
    </message>
    <message>
        <source>{title} ({key}): added {new}</source>
        <translation>{title} ({key}) : ajout de {new}</translation>
    </message>
    <message>
        <source>{title} ({key}): added {new}; removed {old}</source>
        <translation>{title} ({key}) : ajout de {new} ; retrait de {old}</translation>
    </message>
    <message>
        <source>{title} ({key}): another order</source>
        <translation>{title} ({key}) : un autre ordre</translation>
    </message>
    <message>
        <source>{title} ({key}): removed {old}</source>
        <translation>{title} ({key}) : retrait de {old}</translation>
    </message>
    <message>
        <source>{title} ({key}): {before} → {after}</source>
        <translation>{title} ({key}) : {before} → {after}</translation>
    </message>
    <message>
        <source>{value} (as usual)</source>
        <translation>{value} (par défaut)</translation>
    </message>
    <message>
        <source>{value} is neither true nor false</source>
        <translation>{value} n’est ni true ni false</translation>
    </message>
    <message>
        <source>{value} is no next hop such as [smtp.example.org]</source>
        <translation>{value} n’est pas un relais comme [smtp.example.org]</translation>
    </message>
    <message>
        <source>{value} is no port</source>
        <translation>{value} n’est pas un port</translation>
    </message>
    <message>
        <source>{value} is not a duration</source>
        <translation>{value} n’est pas une durée</translation>
    </message>
    <message>
        <source>{value} is not a header line</source>
        <translation>{value} n’est pas une ligne d’en-tête</translation>
    </message>
    <message>
        <source>{value} is not a list</source>
        <translation>{value} n’est pas une liste</translation>
    </message>
    <message>
        <source>{value} is not a network</source>
        <translation>{value} n’est pas un réseau</translation>
    </message>
    <message>
        <source>{value} is not a regular expression: {reason}</source>
        <translation>{value} n’est pas une expression régulière : {reason}</translation>
    </message>
    <message>
        <source>{value} is not a size</source>
        <translation>{value} n’est pas une taille</translation>
    </message>
    <message>
        <source>{value} is not a table</source>
        <translation>{value} n’est pas une table</translation>
    </message>
    <message>
        <source>{value} is not a web address</source>
        <translation>{value} n’est pas une adresse web</translation>
    </message>
    <message>
        <source>{value} is not a whole number</source>
        <translation>{value} n’est pas un nombre entier</translation>
    </message>
    <message>
        <source>{value} is not an address: {fault}</source>
        <translation>{value} n’est pas une adresse : {fault}</translation>
    </message>
    <message>
        <source>{value} is not an IP address</source>
        <translation>{value} n’est pas une adresse IP</translation>
    </message>
    <message>
        <source>{value} is not known</source>
        <translation>{value} n’est pas connu</translation>
    </message>
    <message>
        <source>{value} is not such a word</source>
        <translation>{value} n’est pas un tel mot</translation>
    </message>
    <message>
        <source>{value} is not text</source>
        <translation>{value} n’est pas un texte</translation>
    </message>
    <message>
        <source>{value} is too large</source>
        <translation>{value} est trop grand</translation>
    </message>
    <message>
        <source>{value} is too long</source>
        <translation>{value} est trop long</translation>
    </message>
    <message>
        <source>{value} is too short</source>
        <translation>{value} est trop court</translation>
    </message>
    <message>
        <source>{value} is too small</source>
        <translation>{value} est trop petit</translation>
    </message>
    <message>
        <source>{what}, {title}: {before} → {after}</source>
        <translation>{what}, {title} : {before} → {after}</translation>
    </message>
    <message>
        <source>{what}: added, {new}</source>
        <translation>{what} : ajout, {new}</translation>
    </message>
    <message>
        <source>{what}: now row {row}</source>
        <translation>{what} : désormais à la ligne {row}</translation>
    </message>
    <message>
        <source>{what}: removed, it was {old}</source>
        <translation>{what} : suppression, c’était {old}</translation>
    </message>
    <message>
        <source>{what}: {old} → {new}</source>
        <translation>{what} : {old} → {new}</translation>
    </message>
    <message>
        <source>{who} has {rights} in {mailbox}</source>
        <translation>{who} a {rights} dans {mailbox}</translation>
    </message>
    <message>
        <source>{who} owns it and has all rights</source>
        <translation>{who} en est propriétaire et a tous les droits</translation>
    </message>
</context>
<context>
    <name>HomeMail command line</name>
    <message>
        <source>  name   {name}</source>
        <translation>  nom     {name}</translation>
    </message>
    <message>
        <source>  value  {value}</source>
        <translation>  valeur  {value}</translation>
    </message>
    <message>
        <source>"relay" is the one for all mail</source>
        <translation>« relay » est celui de tout le courrier</translation>
    </message>
    <message>
        <source>(family)</source>
        <translation>(famille)</translation>
    </message>
    <message>
        <source>(the kill came between the answer from outside and the note of it)</source>
        <translation>(l’arrêt est tombé entre la réponse de l’extérieur et sa prise en note)</translation>
    </message>
    <message>
        <source>A house of its own is founded; the real one is not touched.</source>
        <translation>Une maison à part est fondée ; la vraie n’est pas touchée.</translation>
    </message>
    <message>
        <source>A household's post office. Without a command the desktop app starts.</source>
        <translation>Le bureau de poste de la maison. Sans commande, l’application s’ouvre.</translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation>Rien n’a besoin de vous.</translation>
    </message>
    <message>
        <source>A made-up household is in {folder}; it is thrown away at the end.</source>
        <translation>Une maisonnée inventée se trouve dans {folder} ; elle sera jetée à la fin.</translation>
    </message>
    <message>
        <source>Ctrl+C ends it</source>
        <translation>Ctrl+C y met fin</translation>
    </message>
    <message>
        <source>HomeMail – demo</source>
        <translation>HomeMail – démonstration</translation>
    </message>
    <message>
        <source>The household moves in: {done} of its {messages} messages are there.</source>
        <translation>Le foyer emménage : {done} de ses {messages} messages sont là.</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Rien ne changerait.</translation>
    </message>
    <message>
        <source>a check that is not kept, behind the others</source>
        <translation>un contrôle qui n’est pas gardé, après les autres</translation>
    </message>
    <message>
        <source>a regular expression, without regard to case</source>
        <translation>une expression régulière, sans égard aux majuscules</translation>
    </message>
    <message>
        <source>add a check</source>
        <translation>ajouter un contrôle</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>un programme</translation>
    </message>
    <message>
        <source>a value in one line; of lists the parts, with commas</source>
        <translation>une valeur en une ligne ; les éléments d’une liste, avec des virgules</translation>
    </message>
    <message>
        <source>a value is missing: KEY VALUE [KEY VALUE…]</source>
        <translation>il manque une valeur : CLÉ VALEUR [CLÉ VALEUR…]</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adresse</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>répond</translation>
    </message>
    <message>
        <source>ask DNS blocklists whether they answer</source>
        <translation>demander aux listes noires DNS si elles répondent</translation>
    </message>
    <message>
        <source>arriving</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>supprimé</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>remis</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à la main</translation>
    </message>
    <message>
        <source>changes of the settings: list, show, undo, restore</source>
        <translation>modifications des réglages : list, show, undo, restore</translation>
    </message>
    <message>
        <source>back to the default</source>
        <translation>revenir à la valeur par défaut</translation>
    </message>
    <message>
        <source>by the name</source>
        <translation>par le nom</translation>
    </message>
    <message>
        <source>call what connects from an address something</source>
        <translation>donner un nom à ce qui se connecte depuis une adresse</translation>
    </message>
    <message>
        <source>change a check; what is not given stays</source>
        <translation>modifier un contrôle ; ce qui n’est pas donné reste</translation>
    </message>
    <message>
        <source>check {n} takes too long and was stopped: its pattern has to be mended</source>
        <translation>le contrôle {n} prend trop de temps et a été arrêté : son motif est à corriger</translation>
    </message>
    <message>
        <source>checks of header lines, parts and text</source>
        <translation>contrôles des lignes d’en-tête, des pièces et du texte</translation>
    </message>
    <message>
        <source>does not answer; it refuses nobody</source>
        <translation>ne répond pas ; elle ne refuse personne</translation>
    </message>
    <message>
        <source>does not want to be asked by this house's DNS servers; it refuses nobody</source>
        <translation>ne veut pas répondre aux serveurs DNS de cette maison ; elle ne refuse personne</translation>
    </message>
    <message>
        <source>change settings, all or none</source>
        <translation>changer des réglages, tous ou aucun</translation>
    </message>
    <message>
        <source>default</source>
        <translation>par défaut</translation>
    </message>
    <message>
        <source>each with its protocol, TLS and last login</source>
        <translation>chacun avec son protocole, TLS et sa dernière connexion</translation>
    </message>
    <message>
        <source>else those of the settings</source>
        <translation>sinon celles des réglages</translation>
    </message>
    <message>
        <source>encryption</source>
        <translation>chiffrement</translation>
    </message>
    <message>
        <source>every check of the table, in its order</source>
        <translation>chaque contrôle de la table, dans l’ordre</translation>
    </message>
    <message>
        <source>every change that is kept, newest first</source>
        <translation>toutes les modifications gardées, la plus récente d’abord</translation>
    </message>
    <message>
        <source>every setting with its value</source>
        <translation>chaque réglage avec sa valeur</translation>
    </message>
    <message>
        <source>forget what was seen at an address</source>
        <translation>oublier ce qui a été vu à une adresse</translation>
    </message>
    <message>
        <source>from</source>
        <translation>début</translation>
    </message>
    <message>
        <source>give a check another place</source>
        <translation>donner une autre place à un contrôle</translation>
    </message>
    <message>
        <source>go on with messages as they pass</source>
        <translation>continuer avec les messages au passage</translation>
    </message>
    <message>
        <source>kept back</source>
        <translation>retenu</translation>
    </message>
    <message>
        <source>give someone another full name</source>
        <translation>donner à quelqu’un un autre nom complet</translation>
    </message>
    <message>
        <source>how much mail flowed, by hours or days</source>
        <translation>combien de courrier a circulé, par heures ou par jours</translation>
    </message>
    <message>
        <source>how often each check refused since midnight</source>
        <translation>combien de fois chaque contrôle a refusé depuis minuit</translation>
    </message>
    <message>
        <source>in</source>
        <translation>entré</translation>
    </message>
    <message>
        <source>in force after the next start of the engine: {keys}</source>
        <translation>en vigueur au prochain démarrage du moteur : {keys}</translation>
    </message>
    <message>
        <source>in the house</source>
        <translation>dans la maison</translation>
    </message>
    <message>
        <source>its answers mean nothing; it is left out</source>
        <translation>ses réponses ne veulent rien dire ; elle est laissée de côté</translation>
    </message>
    <message>
        <source>it cannot be taken back by itself: {reason}</source>
        <translation>elle ne peut pas être annulée seule : {reason}</translation>
    </message>
    <message>
        <source>its network address, as listed</source>
        <translation>son adresse réseau, comme dans la liste</translation>
    </message>
    <message>
        <source>its place (the last)</source>
        <translation>sa place (la dernière)</translation>
    </message>
    <message>
        <source>key</source>
        <translation>clé</translation>
    </message>
    <message>
        <source>last seen</source>
        <translation>vu en dernier</translation>
    </message>
    <message>
        <source>lists the whole world and is left out</source>
        <translation>contient le monde entier et est laissée de côté</translation>
    </message>
    <message>
        <source>logins: {names}; password: {password}</source>
        <translation>identifiants : {names} ; mot de passe : {password}</translation>
    </message>
    <message>
        <source>main.cf, master.cf and tables</source>
        <translation>main.cf, master.cf et tables</translation>
    </message>
    <message>
        <source>messages as they passed, and one of them</source>
        <translation>les messages qui sont passés, et un parmi eux</translation>
    </message>
    <message>
        <source>mail for outside leaves as {address}, straight to its recipients</source>
        <translation>le courrier pour l’extérieur part sous {address}, directement vers ses destinataires</translation>
    </message>
    <message>
        <source>mail for outside leaves as {address}, through the relay {relay} ({host})</source>
        <translation>le courrier pour l’extérieur part sous {address}, par le relais {relay} ({host})</translation>
    </message>
    <message>
        <source>mail that leaves, or not</source>
        <translation>le courrier qui sort ou celui qui entre</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>on 127.0.0.1: {ports}</source>
        <translation>sur 127.0.0.1 : {ports}</translation>
    </message>
    <message>
        <source>SCRAM-SHA-256 is offered once these have logged in or have a new password: {names}</source>
        <translation>SCRAM-SHA-256 sera proposé dès que ces personnes se seront identifiées ou auront un nouveau mot de passe : {names}</translation>
    </message>
    <message>
        <source>a number of days, or never</source>
        <translation>un nombre de jours, ou never</translation>
    </message>
    <message>
        <source>a relay of the settings</source>
        <translation>un relais des réglages</translation>
    </message>
    <message>
        <source>a user, or anyone</source>
        <translation>un utilisateur, ou anyone (tout le monde)</translation>
    </message>
    <message>
        <source>all that wait</source>
        <translation>tous ceux qui attendent</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>as the settings say</source>
        <translation>selon les réglages</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>ask nobody outside: no DNS, no relay, no other mail server</source>
        <translation>n’interroger personne à l’extérieur : ni DNS, ni relais, ni autre serveur</translation>
    </message>
    <message>
        <source>by {way}</source>
        <translation>par {way}</translation>
    </message>
    <message>
        <source>call a mailbox something else</source>
        <translation>donner un autre nom à une boîte</translation>
    </message>
    <message>
        <source>change the next hop, and try now</source>
        <translation>changer le serveur suivant et essayer maintenant</translation>
    </message>
    <message>
        <source>correct a recipient's address</source>
        <translation>corriger l’adresse d’un destinataire</translation>
    </message>
    <message>
        <source>drop messages; nobody is told</source>
        <translation>supprimer des messages ; personne n’en est averti</translation>
    </message>
    <message>
        <source>give messages up now; their senders are told</source>
        <translation>abandonner des messages maintenant ; leurs expéditeurs en sont avertis</translation>
    </message>
    <message>
        <source>in all mailboxes together; 0 is no limit</source>
        <translation>dans toutes les boîtes ensemble ; 0 : aucune limite</translation>
    </message>
    <message>
        <source>in octets, or as 500M or 2G; 0 is no limit</source>
        <translation>en octets, ou comme 500M ou 2G ; 0 : aucune limite</translation>
    </message>
    <message>
        <source>keep messages back</source>
        <translation>retenir des messages</translation>
    </message>
    <message>
        <source>let held messages go</source>
        <translation>laisser partir des messages retenus</translation>
    </message>
    <message>
        <source>let somebody use a mailbox</source>
        <translation>laisser quelqu’un se servir d’une boîte</translation>
    </message>
    <message>
        <source>list and show what waits; flush, hold, release, delete, give up, send another way, edit recipients</source>
        <translation>lister et montrer ce qui attend ; essayer, retenir, libérer, supprimer, abandonner, envoyer autrement, changer les destinataires</translation>
    </message>
    <message>
        <source>mail that a program has fetched whole leaves INBOX so many days later</source>
        <translation>le courrier qu’un logiciel a relevé en entier quitte INBOX autant de jours après</translation>
    </message>
    <message>
        <source>mailbox owners: add, show, full-name, passwd, pop3, quota, remove, list</source>
        <translation>ceux qui ont une boîte : add, show, full-name, passwd, pop3, quota, remove, list</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Prochain essai</translation>
    </message>
    <message>
        <source>mailboxes of people and of the family: list, create, remove, rename</source>
        <translation>les boîtes des personnes et de la famille : list, create, remove, rename</translation>
    </message>
    <message>
        <source>make a mailbox</source>
        <translation>créer une boîte</translation>
    </message>
    <message>
        <source>no limits of one's own: as the settings say</source>
        <translation>sans limites propres : comme le disent les réglages</translation>
    </message>
    <message>
        <source>none ({policy})</source>
        <translation>aucun ({policy})</translation>
    </message>
    <message>
        <source>not tried yet, next {when}: {reason}</source>
        <translation>pas encore essayé, prochain essai le {when} : {reason}</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>à savoir</translation>
    </message>
    <message>
        <source>of this sender or domain; &lt;&gt; for reports</source>
        <translation>de cet expéditeur ou domaine ; &lt;&gt; pour les rapports</translation>
    </message>
    <message>
        <source>one change as a difference</source>
        <translation>une modification sous forme de différence</translation>
    </message>
    <message>
        <source>one message: recipients, header, attempts, history</source>
        <translation>un message : destinataires, en-tête, tentatives, histoire</translation>
    </message>
    <message>
        <source>one recipient more for a message</source>
        <translation>un destinataire de plus pour un message</translation>
    </message>
    <message>
        <source>only those of this kind</source>
        <translation>seulement ceux de ce genre</translation>
    </message>
    <message>
        <source>only those whose queue ID, addresses or client hold this text</source>
        <translation>seulement ceux dont l’identifiant, les adresses ou le client contiennent ce texte</translation>
    </message>
    <message>
        <source>only by this one</source>
        <translation>seulement par celui-ci</translation>
    </message>
    <message>
        <source>only this person's; empty: what does not log in</source>
        <translation>seulement pour cette personne ; vide : pour ce qui ne s’identifie pas</translation>
    </message>
    <message>
        <source>out</source>
        <translation>sorti</translation>
    </message>
    <message>
        <source>person</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>plan again by the settings of today, aliases too</source>
        <translation>planifier à nouveau selon les réglages d’aujourd’hui, redirections comprises</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinataire</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>à faire</translation>
    </message>
    <message>
        <source>program</source>
        <translation>programme</translation>
    </message>
    <message>
        <source>protocol</source>
        <translation>protocole</translation>
    </message>
    <message>
        <source>put everything back as it was after a change</source>
        <translation>tout remettre comme après une modification</translation>
    </message>
    <message>
        <source>put off</source>
        <translation>différé</translation>
    </message>
    <message>
        <source>queue ID</source>
        <translation>identifiant</translation>
    </message>
    <message>
        <source>read, write, all, or letters of RFC 4314</source>
        <translation>read (lire), write (écrire), all (tout), ou des lettres de la RFC 4314</translation>
    </message>
    <message>
        <source>remove a check</source>
        <translation>retirer un contrôle</translation>
    </message>
    <message>
        <source>remove a mailbox with all its mail</source>
        <translation>supprimer une boîte avec tout son courrier</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>renvoyé</translation>
    </message>
    <message>
        <source>said</source>
        <translation>motif</translation>
    </message>
    <message>
        <source>say which messages: ID, --from, --to or --all</source>
        <translation>dites quels messages : ID, --from, --to ou --all</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>size</source>
        <translation>taille</translation>
    </message>
    <message>
        <source>settings by key: list, get, set, unset</source>
        <translation>les réglages par leur clé : list, get, set, unset</translation>
    </message>
    <message>
        <source>so many days, weeks or months before</source>
        <translation>autant de jours, de semaines ou de mois auparavant</translation>
    </message>
    <message>
        <source>start the engine and the icon of the app, without its window</source>
        <translation>démarre le moteur et l’icône de l’application, sans sa fenêtre</translation>
    </message>
    <message>
        <source>state</source>
        <translation>état</translation>
    </message>
    <message>
        <source>straight to the servers of the recipient's domain</source>
        <translation>droit aux serveurs du domaine du destinataire</translation>
    </message>
    <message>
        <source>such as main.cf; else stdin</source>
        <translation>par exemple main.cf ; sinon l’entrée standard</translation>
    </message>
    <message>
        <source>take a mailbox away from somebody</source>
        <translation>retirer une boîte à quelqu’un</translation>
    </message>
    <message>
        <source>take one change back; later ones stay</source>
        <translation>annuler une modification ; les suivantes restent</translation>
    </message>
    <message>
        <source>take one recipient off a message</source>
        <translation>retirer un destinataire d’un message</translation>
    </message>
    <message>
        <source>take what is understood, as one change</source>
        <translation>appliquer ce qui est compris, en une seule modification</translation>
    </message>
    <message>
        <source>terminal</source>
        <translation>terminal</translation>
    </message>
    <message>
        <source>the app with a made-up household, its mail and a pretend Internet; thrown away at the end</source>
        <translation>l’application avec une maisonnée inventée, son courrier et un faux Internet ; tout est jeté à la fin</translation>
    </message>
    <message>
        <source>the checks of mail from outside</source>
        <translation>les contrôles du courrier venu de l’extérieur</translation>
    </message>
    <message>
        <source>the family's only</source>
        <translation>celles de la famille seulement</translation>
    </message>
    <message>
        <source>the house as Postfix has it: show, read</source>
        <translation>la maison vue par Postfix : show, read</translation>
    </message>
    <message>
        <source>the last N (50; with -f 10)</source>
        <translation>les N derniers (50 ; avec -f 10)</translation>
    </message>
    <message>
        <source>the mailboxes of one owner, or of all</source>
        <translation>les boîtes d’un propriétaire, ou toutes</translation>
    </message>
    <message>
        <source>the newest</source>
        <translation>les plus récents</translation>
    </message>
    <message>
        <source>The promise was not kept. Please report this with the figures.</source>
        <translation>La promesse n’est pas tenue. Merci de le signaler avec les chiffres.</translation>
    </message>
    <message>
        <source>a name, user@host or @domain; of catch_all a domain</source>
        <translation>un nom, utilisateur@hôte ou @domaine ; pour catch_all, un domaine</translation>
    </message>
    <message>
        <source>a short key; use it beside an RSA key only</source>
        <translation>une clé courte ; seulement à côté d’une clé RSA</translation>
    </message>
    <message>
        <source>as if somebody outside brought the message</source>
        <translation>comme si quelqu’un du dehors apportait le message</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>tous les autres</translation>
    </message>
    <message>
        <source>an address or domain it may send as (else any); may be given more than once</source>
        <translation>une adresse ou un domaine dont il peut se servir comme expéditeur (sinon tous) ; peut être répété</translation>
    </message>
    <message>
        <source>an address, @domain or name; repeat it</source>
        <translation>une adresse, un @domaine ou un nom ; à répéter</translation>
    </message>
    <message>
        <source>an address, a domain or a network</source>
        <translation>une adresse, un domaine ou un réseau</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>n’importe qui</translation>
    </message>
    <message>
        <source>ask DNS whether it is published</source>
        <translation>demander au DNS s’il est publié</translation>
    </message>
    <message>
        <source>DNS did not answer</source>
        <translation>le DNS n’a pas répondu</translation>
    </message>
    <message>
        <source>DNS has another record</source>
        <translation>le DNS a un autre enregistrement</translation>
    </message>
    <message>
        <source>by MX</source>
        <translation>par MX</translation>
    </message>
    <message>
        <source>change a relay, or make one</source>
        <translation>changer un relais ou en créer un</translation>
    </message>
    <message>
        <source>crash an engine of its own and count what was lost</source>
        <translation>faire tomber un moteur à part et compter ce qui s’est perdu</translation>
    </message>
    <message>
        <source>every device</source>
        <translation>tous les appareils</translation>
    </message>
    <message>
        <source>every entry</source>
        <translation>toutes les entrées</translation>
    </message>
    <message>
        <source>every key</source>
        <translation>toutes les clés</translation>
    </message>
    <message>
        <source>HomeMail {version} on {hostname}, pid {pid}, since {when}</source>
        <translation>HomeMail {version} sur {hostname}, processus {pid}, depuis le {when}</translation>
    </message>
    <message>
        <source>every row</source>
        <translation>toutes les lignes</translation>
    </message>
    <message>
        <source>every relay with its senders</source>
        <translation>chaque relais avec ses expéditeurs</translation>
    </message>
    <message>
        <source>how often it is killed (5)</source>
        <translation>combien de fois il est arrêté net (5)</translation>
    </message>
    <message>
        <source>in one message; 0: no limit</source>
        <translation>dans un message ; 0 : aucune limite</translation>
    </message>
    <message>
        <source>in the mailbox: {lost} lost, {doubled} doubled</source>
        <translation>dans la boîte : {lost} perdus, {doubled} en double</translation>
    </message>
    <message>
        <source>its network address, or a network</source>
        <translation>son adresse réseau, ou un réseau</translation>
    </message>
    <message>
        <source>keys that sign mail: add, show, check, list, remove</source>
        <translation>clés qui signent le courrier : add, show, check, list, remove</translation>
    </message>
    <message>
        <source>killed and started again: {done} of {rounds}</source>
        <translation>arrêté net et redémarré : {done} sur {rounds}</translation>
    </message>
    <message>
        <source>let a device send, or change where and as whom</source>
        <translation>permettre à un appareil d’envoyer, ou changer d’où et comme qui</translation>
    </message>
    <message>
        <source>let it send no longer</source>
        <translation>ne plus lui permettre d’envoyer</translation>
    </message>
    <message>
        <source>login</source>
        <translation>identifiant</translation>
    </message>
    <message>
        <source>make a key; prints the DNS record to publish</source>
        <translation>créer une clé ; affiche l’enregistrement DNS à publier</translation>
    </message>
    <message>
        <source>New password for {name}</source>
        <translation>Nouveau mot de passe pour {name}</translation>
    </message>
    <message>
        <source>make a row, or give it other targets</source>
        <translation>créer une ligne, ou changer ses destinations</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>none for {lists}</source>
        <translation>aucune pour {lists}</translation>
    </message>
    <message>
        <source>not published yet: DNS has no such record</source>
        <translation>pas encore publié : le DNS n’a pas cet enregistrement</translation>
    </message>
    <message>
        <source>offline since {when}, mail for outside waits: {reason}</source>
        <translation>hors ligne depuis le {when}, le courrier pour l’extérieur attend : {reason}</translation>
    </message>
    <message>
        <source>one ADDRESS is needed, or --message FILE</source>
        <translation>il faut une ADDRESS, ou --message FILE</translation>
    </message>
    <message>
        <source>only this key of the domain</source>
        <translation>seulement cette clé du domaine</translation>
    </message>
    <message>
        <source>or, in a zone file:</source>
        <translation>ou, dans un fichier de zone :</translation>
    </message>
    <message>
        <source>Password for {name}</source>
        <translation>Mot de passe de {name}</translation>
    </message>
    <message>
        <source>outside: {lost} lost, {doubled} twice</source>
        <translation>à l’extérieur : {lost} perdus, {doubled} deux fois</translation>
    </message>
    <message>
        <source>printers and others that send without a login: set, remove, list</source>
        <translation>imprimantes et autres appareils qui envoient sans identification : set, remove, list</translation>
    </message>
    <message>
        <source>protection</source>
        <translation>protection</translation>
    </message>
    <message>
        <source>published</source>
        <translation>publié</translation>
    </message>
    <message>
        <source>Secret {name}</source>
        <translation>Secret {name}</translation>
    </message>
    <message>
        <source>`homemail sendmail -h` tells of the sendmail-compatible submission.</source>
        <translation>« homemail sendmail -h » décrit l’envoi compatible avec sendmail.</translation>
    </message>
    <message>
        <source>a network that may send without a login (else the LAN's own)</source>
        <translation>un réseau qui peut envoyer sans identifiant (sinon ceux du réseau local)</translation>
    </message>
    <message>
        <source>active</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>aliases: set, remove, list</source>
        <translation>les alias : set (définir), remove (retirer), list (montrer)</translation>
    </message>
    <message>
        <source>an address to listen on (else all)</source>
        <translation>une adresse sur laquelle écouter (sinon toutes)</translation>
    </message>
    <message>
        <source>as it stands in front of the address</source>
        <translation>tel qu’il figure devant l’adresse</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>change someone's password</source>
        <translation>changer le mot de passe de quelqu’un</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>commandes</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>différé</translation>
    </message>
    <message>
        <source>every alias</source>
        <translation>tous les alias</translation>
    </message>
    <message>
        <source>everyone with a mailbox</source>
        <translation>tous ceux qui ont une boîte</translation>
    </message>
    <message>
        <source>explain where an address goes; sends nothing</source>
        <translation>expliquer où va une adresse ; rien n’est envoyé</translation>
    </message>
    <message>
        <source>give someone a mailbox</source>
        <translation>donner une boîte à quelqu’un</translation>
    </message>
    <message>
        <source>go on with new lines as they come</source>
        <translation>continuer avec les nouvelles lignes à mesure</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>retenu</translation>
    </message>
    <message>
        <source>in queue ID, sender or recipients</source>
        <translation>dans le numéro, l’expéditeur ou les destinataires</translation>
    </message>
    <message>
        <source>listeners with their state, queue counts, version</source>
        <translation>les ports et leur état, la file d’attente, la version</translation>
    </message>
    <message>
        <source>make an alias, or give it other targets</source>
        <translation>définir un alias, ou changer ses destinations</translation>
    </message>
    <message>
        <source>nothing matches</source>
        <translation>rien ne correspond</translation>
    </message>
    <message>
        <source>off</source>
        <translation>éteint</translation>
    </message>
    <message>
        <source>only lines about this queue ID</source>
        <translation>seulement les lignes sur ce numéro</translation>
    </message>
    <message>
        <source>only lines that hold this text</source>
        <translation>seulement les lignes qui contiennent ce texte</translation>
    </message>
    <message>
        <source>passwords for the outside</source>
        <translation>les mots de passe pour l’extérieur</translation>
    </message>
    <message>
        <source>ports above 1023: 2025, 2587, ...</source>
        <translation>des ports au-dessus de 1023 : 2025, 2587, …</translation>
    </message>
    <message>
        <source>queue: {active} active, {deferred} deferred, {hold} on hold</source>
        <translation>file d’attente : {active} en cours, {deferred} en attente, {hold} retenus</translation>
    </message>
    <message>
        <source>re-read the settings</source>
        <translation>relire les réglages</translation>
    </message>
    <message>
        <source>read the password's line from stdin</source>
        <translation>lire le mot de passe sur l’entrée standard</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>remove a row</source>
        <translation>retirer une ligne</translation>
    </message>
    <message>
        <source>relays: list, set, remove, test</source>
        <translation>relais : lister, régler, supprimer, tester</translation>
    </message>
    <message>
        <source>remove a relay with its password</source>
        <translation>supprimer un relais et son mot de passe</translation>
    </message>
    <message>
        <source>remove an alias</source>
        <translation>retirer un alias</translation>
    </message>
    <message>
        <source>remove someone with all their mail</source>
        <translation>retirer quelqu’un avec tout son courrier</translation>
    </message>
    <message>
        <source>senders</source>
        <translation>expéditeurs</translation>
    </message>
    <message>
        <source>server</source>
        <translation>serveur</translation>
    </message>
    <message>
        <source>settings not in force: {line}</source>
        <translation>réglages pas en vigueur : {line}</translation>
    </message>
    <message>
        <source>show what becomes of this message, before and after; - is stdin</source>
        <translation>montrer ce que devient ce message, avant et après ; - est l’entrée standard</translation>
    </message>
    <message>
        <source>sign no longer; the key files stay</source>
        <translation>ne plus signer ; les fichiers de clé restent</translation>
    </message>
    <message>
        <source>slowest start after a kill: {seconds} s</source>
        <translation>redémarrage le plus lent : {seconds} s</translation>
    </message>
    <message>
        <source>stop the engine</source>
        <translation>arrêter le moteur</translation>
    </message>
    <message>
        <source>store a password, such as "relay", read from stdin</source>
        <translation>conserver un mot de passe, comme « relay », lu sur l’entrée standard</translation>
    </message>
    <message>
        <source>strangers whose mail is always taken: add, remove, list</source>
        <translation>inconnus dont le courrier est toujours accepté : add, remove, list</translation>
    </message>
    <message>
        <source>strangers whose mail is never taken: add, remove, list</source>
        <translation>inconnus dont le courrier n’est jamais accepté : add, remove, list</translation>
    </message>
    <message>
        <source>submit a message from stdin, as sendmail does</source>
        <translation>envoyer un message lu sur l’entrée standard, comme sendmail</translation>
    </message>
    <message>
        <source>take entries off the list</source>
        <translation>retirer des entrées de la liste</translation>
    </message>
    <message>
        <source>tables of addresses: set, remove, list</source>
        <translation>tables d’adresses : set, remove, list</translation>
    </message>
    <message>
        <source>the data folder (else HOMEMAIL_DATA, else the platform's own)</source>
        <translation>le dossier de données (sinon HOMEMAIL_DATA, sinon celui du système)</translation>
    </message>
    <message>
        <source>the desktop app cannot start: {reason}</source>
        <translation>l’application ne peut pas démarrer : {reason}</translation>
    </message>
    <message>
        <source>the DNS record to publish</source>
        <translation>l’enregistrement DNS à publier</translation>
    </message>
    <message>
        <source>the engine in the foreground, without a window</source>
        <translation>le moteur au premier plan, sans fenêtre</translation>
    </message>
    <message>
        <source>the key's name in DNS (default: homemail)</source>
        <translation>le nom de la clé dans le DNS (par défaut : homemail)</translation>
    </message>
    <message>
        <source>the last N lines (200; with -f 10)</source>
        <translation>les N dernières lignes (200 ; avec -f 10)</translation>
    </message>
    <message>
        <source>the log has no line about {queue_id}</source>
        <translation>le journal n’a aucune ligne sur {queue_id}</translation>
    </message>
    <message>
        <source>the mail log</source>
        <translation>le journal du courrier</translation>
    </message>
    <message>
        <source>the newest N messages of mailboxes and queue</source>
        <translation>les N derniers messages des boîtes et de la file d’attente</translation>
    </message>
    <message>
        <source>the programs and devices that connect: list, name, forget</source>
        <translation>les programmes et appareils qui se connectent : list, name, forget</translation>
    </message>
    <message>
        <source>the queue is empty</source>
        <translation>la file d’attente est vide</translation>
    </message>
    <message>
        <source>the reason, new line or address</source>
        <translation>le motif, la nouvelle ligne ou l’adresse</translation>
    </message>
    <message>
        <source>the relay to take while this one cannot be reached</source>
        <translation>le relais à prendre tant que celui-ci est injoignable</translation>
    </message>
    <message>
        <source>the relay {name} is removed</source>
        <translation>le relais {name} est supprimé</translation>
    </message>
    <message>
        <source>the row would be right</source>
        <translation>la ligne serait correcte</translation>
    </message>
    <message>
        <source>the sender (else nobody)</source>
        <translation>l’expéditeur (sinon personne)</translation>
    </message>
    <message>
        <source>the sender gets a report</source>
        <translation>l’expéditeur reçoit un rapport</translation>
    </message>
    <message>
        <source>the sender to try (else the relay's first)</source>
        <translation>l’expéditeur à essayer (sinon le premier du relais)</translation>
    </message>
    <message>
        <source>the settings are in force</source>
        <translation>les réglages sont en vigueur</translation>
    </message>
    <message>
        <source>the table it is, such as generic</source>
        <translation>la table dont il s’agit, comme generic</translation>
    </message>
    <message>
        <source>there is more: --after {queue_id}</source>
        <translation>il y en a d’autres : --after {queue_id}</translation>
    </message>
    <message>
        <source>there is more: --before {queue_id}</source>
        <translation>il y en a d’autres : --before {queue_id}</translation>
    </message>
    <message>
        <source>there is no display here: the engine runs in the foreground, without the window</source>
        <translation>il n’y a pas d’écran ici : le moteur tourne au premier plan, sans la fenêtre</translation>
    </message>
    <message>
        <source>there is no display here; `homemail serve` runs the engine without a window</source>
        <translation>il n’y a pas d’écran ici ; « homemail serve » fait tourner le moteur sans fenêtre</translation>
    </message>
    <message>
        <source>there is no such list, or it is given up; it refuses nobody</source>
        <translation>cette liste n’existe pas ou est abandonnée ; elle ne refuse personne</translation>
    </message>
    <message>
        <source>this computer's full name</source>
        <translation>le nom complet de cet ordinateur</translation>
    </message>
    <message>
        <source>this house sends no mail to the outside</source>
        <translation>cette maison n’envoie aucun courrier à l’extérieur</translation>
    </message>
    <message>
        <source>this one, with its recipients</source>
        <translation>celui-ci, avec ses destinataires</translation>
    </message>
    <message>
        <source>this server, without a login</source>
        <translation>ce serveur, sans identifiant</translation>
    </message>
    <message>
        <source>this should not happen: {fault} at {where}: {text}</source>
        <translation>ceci ne devrait pas arriver : {fault} à {where} : {text}</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>time</source>
        <translation>heure</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>to this address or domain</source>
        <translation>à cette adresse ou ce domaine</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>Essayé</translation>
    </message>
    <message>
        <source>today, this week or this month</source>
        <translation>aujourd’hui, cette semaine ou ce mois</translation>
    </message>
    <message>
        <source>trouble: {reason}</source>
        <translation>ennui : {reason}</translation>
    </message>
    <message>
        <source>try a relay, line by line; sends nothing</source>
        <translation>essayer un relais, ligne par ligne ; rien n’est envoyé</translation>
    </message>
    <message>
        <source>try again now: some messages, or all</source>
        <translation>essayer maintenant : quelques messages, ou tous</translation>
    </message>
    <message>
        <source>usage: {form}</source>
        <translation>usage : {form}</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valeur</translation>
    </message>
    <message>
        <source>well</source>
        <translation>bien</translation>
    </message>
    <message>
        <source>what a setting stands at</source>
        <translation>la valeur d’un réglage</translation>
    </message>
    <message>
        <source>what came after this message</source>
        <translation>ce qui est arrivé après ce message</translation>
    </message>
    <message>
        <source>what came before this message</source>
        <translation>ce qui est arrivé avant ce message</translation>
    </message>
    <message>
        <source>what is beyond waits; 0: no limit</source>
        <translation>au-delà, le courrier attend ; 0 : aucune limite</translation>
    </message>
    <message>
        <source>what is wrong, and how to mend it: ports, DNS, relays, certificates, disk, clock</source>
        <translation>ce qui ne va pas, et le remède : ports, DNS, relais, certificats, disque, horloge</translation>
    </message>
    <message>
        <source>what it is</source>
        <translation>ce que c’est</translation>
    </message>
    <message>
        <source>what lines of Postfix would change here</source>
        <translation>ce que des lignes de Postfix changeraient ici</translation>
    </message>
    <message>
        <source>what someone may keep, and does</source>
        <translation>ce que quelqu’un peut conserver, et conserve</translation>
    </message>
    <message>
        <source>what stands behind the @</source>
        <translation>ce qui suit le @</translation>
    </message>
    <message>
        <source>what the checks would do with lines from stdin, or with recent mail</source>
        <translation>ce que les contrôles feraient des lignes de l’entrée standard, ou du courrier récent</translation>
    </message>
    <message>
        <source>what the house calls it; empty takes the name back</source>
        <translation>comment la maison l’appelle ; vide : retire le nom</translation>
    </message>
    <message>
        <source>what waits, oldest first</source>
        <translation>ce qui attend, le plus ancien d’abord</translation>
    </message>
    <message>
        <source>when mail that POP3 has handed out goes</source>
        <translation>quand disparaît le courrier que POP3 a remis</translation>
    </message>
    <message>
        <source>which change</source>
        <translation>quelle modification</translation>
    </message>
    <message>
        <source>which change (else the last)</source>
        <translation>quelle modification (sinon la dernière)</translation>
    </message>
    <message>
        <source>which addresses reach someone, and how their mail leaves</source>
        <translation>quelles adresses mènent à quelqu’un, et par où part son courrier</translation>
    </message>
    <message>
        <source>whether a row would be right; changes nothing</source>
        <translation>dire si une ligne serait correcte ; ne change rien</translation>
    </message>
    <message>
        <source>which checks (header)</source>
        <translation>quels contrôles (header)</translation>
    </message>
    <message>
        <source>which mail</source>
        <translation>quel courrier</translation>
    </message>
    <message>
        <source>who may do what, in the mailboxes of one or of all</source>
        <translation>qui peut faire quoi, dans les boîtes d’une personne ou de toutes</translation>
    </message>
    <message>
        <source>who may use whose mailboxes: list, set, remove</source>
        <translation>qui peut se servir de quelles boîtes : list, set, remove</translation>
    </message>
    <message>
        <source>whose it is; without it, the family's</source>
        <translation>à qui elle est ; sans cela, à la famille</translation>
    </message>
    <message>
        <source>whose they are</source>
        <translation>à qui elles sont</translation>
    </message>
    <message>
        <source>window</source>
        <translation>fenêtre</translation>
    </message>
    <message>
        <source>without the window</source>
        <translation>sans la fenêtre</translation>
    </message>
    <message>
        <source>write a first homemail.toml</source>
        <translation>écrire un premier homemail.toml</translation>
    </message>
    <message>
        <source>{address} reaches {name} ({rule})</source>
        <translation>{address} mène à {name} ({rule})</translation>
    </message>
    <message>
        <source>{domain} is signed with {selector} ({algorithm}). Publish this TXT record:</source>
        <translation>{domain} est signé avec {selector} ({algorithm}). Publiez cet enregistrement TXT :</translation>
    </message>
    <message>
        <source>{file} is written; next: `homemail user add NAME`, then `homemail serve`</source>
        <translation>{file} est écrit ; ensuite : « homemail user add NOM », puis « homemail serve »</translation>
    </message>
    <message>
        <source>{login} (no password)</source>
        <translation>{login} (sans mot de passe)</translation>
    </message>
    <message>
        <source>{looked}, {touched} touched</source>
        <translation>{looked}, touchés : {touched}</translation>
    </message>
    <message>
        <source>{name} has a mailbox: {address}</source>
        <translation>{name} a une boîte : {address}</translation>
    </message>
    <message>
        <source>{name} has no full name any more</source>
        <translation>{name} n’a plus de nom complet</translation>
    </message>
    <message>
        <source>{name} is {full_name} now</source>
        <translation>{name} s’appelle désormais {full_name}</translation>
    </message>
    <message>
        <source>{name} keeps what POP3 has handed out</source>
        <translation>{name} garde ce que POP3 a remis</translation>
    </message>
    <message>
        <source>{name} {address} port {port}: {reason}; {mend}</source>
        <translation>{name} {address} port {port} : {reason} ; {mend}</translation>
    </message>
    <message>
        <source>{n} B</source>
        <translation>{n} o</translation>
    </message>
    <message>
        <source>{n} GB</source>
        <translation>{n} Go</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} Mo</translation>
    </message>
    <message>
        <source>{n} kB</source>
        <translation>{n} ko</translation>
    </message>
    <message>
        <source>{n} of {limit} messages</source>
        <translation>{n} messages sur {limit}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{prompt} again: </source>
        <translation>{prompt}, encore une fois : </translation>
    </message>
    <message>
        <source>{prompt}: </source>
        <translation>{prompt} : </translation>
    </message>
    <message>
        <source>{queue_id}: no longer in the queue</source>
        <translation>{queue_id} : n’est plus dans la file d’attente</translation>
    </message>
    <message>
        <source>{reason}; "500 MB" or "2 GB" would be</source>
        <translation>{reason} ; « 500 Mo » ou « 2 Go » en seraient une</translation>
    </message>
    <message>
        <source>{reason}; the message is not taken, try again later</source>
        <translation>{reason} ; le message n’est pas pris, réessayez plus tard</translation>
    </message>
    <message>
        <source>{state}: {reason}; {mend}</source>
        <translation>{state} : {reason} ; {mend}</translation>
    </message>
    <message numerus="yes">
        <source>({n} line not shown)|({n} lines not shown)</source>
        <translation>
            <numerusform>({n} ligne non montrée)</numerusform>
            <numerusform>({n} lignes non montrées)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>data folder {folder}, {n} mailbox owner in {domain}|data folder {folder}, {n} mailbox owners in {domain}</source>
        <translation>
            <numerusform>dossier de données {folder}, {n} boîte dans {domain}</numerusform>
            <numerusform>dossier de données {folder}, {n} boîtes dans {domain}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>what POP3 has handed out to {name} leaves INBOX after {n} day|what POP3 has handed out to {name} leaves INBOX after {n} days</source>
        <translation>
            <numerusform>ce que POP3 a remis à {name} quitte INBOX après {n} jour</numerusform>
            <numerusform>ce que POP3 a remis à {name} quitte INBOX après {n} jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} attempt, next {when}: {reason}|{n} attempts, next {when}: {reason}</source>
        <translation>
            <numerusform>{n} essai, prochain le {when} : {reason}</numerusform>
            <numerusform>{n} essais, prochain le {when} : {reason}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} change is in force.|{n} changes are in force.</source>
        <translation>
            <numerusform>{n} modification est en vigueur.</numerusform>
            <numerusform>{n} modifications sont en vigueur.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} change; --apply makes it.|{n} changes; --apply makes them.</source>
        <translation>
            <numerusform>{n} modification ; --apply la fait.</numerusform>
            <numerusform>{n} modifications ; --apply les fait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message acknowledged|{n} messages acknowledged</source>
        <translation>
            <numerusform>{n} message accepté avec accusé de réception</numerusform>
            <numerusform>{n} messages acceptés avec accusé de réception</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} message looked at|{n} messages looked at</source>
        <translation>
            <numerusform>{n} message examiné</numerusform>
            <numerusform>{n} messages examinés</numerusform>
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
        <source>{n} thing needs you.|{n} things need you.</source>
        <translation>
            <numerusform>{n} chose demande votre attention.</numerusform>
            <numerusform>{n} choses demandent votre attention.</numerusform>
        </translation>
    </message>
    <message>
        <source>{host}, port {port}: no answer, next trial {when}: {reason}</source>
        <translation>{host}, port {port} : pas de réponse, prochain essai le {when} : {reason}</translation>
    </message>
    <message>
        <source>{use} of {limit}</source>
        <translation>{use} sur {limit}</translation>
    </message>
    <message>
        <source>{version} {cipher} ({policy})</source>
        <translation>{version} {cipher} ({policy})</translation>
    </message>
    <message>
        <source>{version} {cipher}, verified ({policy})</source>
        <translation>{version} {cipher}, vérifié ({policy})</translation>
    </message>
    <message>
        <source>{what} (taken back by {number})</source>
        <translation>{what} (annulé par {number})</translation>
    </message>
</context>
</TS>
