export const connect = {
  signIn: 'Sign in to Switchyard',
  notSignedIn: 'This browser is not signed in.',
  sessionEnded: 'The session of this browser ended. Your runs are kept.',
  openTheLinkThat: 'Open the link that',
  printed: 'printed, or run',
  inATerminal: 'in a terminal.',
  linksWorkOnce: 'A link works once, within ten minutes. Afterwards this browser stays signed in.',
  sessionsBelongToAnAddress:
    'A session belongs to one address, port included. If Switchyard moved to another port, open a new link.',
  orPasteTheToken: 'Or paste the token',
  connect: 'Connect',
  thatTokenIsNotTheOne: 'Wrong token. Copy the whole line of the file.',
  tokenFile: 'The token is in the data folder, in the file',
}
