export const connect = {
  signIn: 'Sign in to Switchyard',
  notSignedIn: 'This browser is not signed in.',
  sessionEnded: 'The session of this browser ended. Your runs are saved.',
  openTheLinkThat: 'Open the link that',
  printed: 'printed, or run',
  inATerminal: 'in a terminal.',
  linksWorkOnce: 'A link works once, within ten minutes. Afterwards this browser stays signed in.',
  sessionsBelongToAnAddress:
    'A session is valid for one address and port. If the port changed, open a new link.',
  orPasteTheToken: 'Or paste the token',
  connect: 'Connect',
  thatTokenIsNotTheOne: 'Wrong token. Copy the whole line from the file.',
  tokenFile: 'The token is in the data folder, in the file',
}
