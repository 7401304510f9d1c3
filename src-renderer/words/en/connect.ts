export const connect = {
  openSwitchyardWithAFreshLink: 'Open Switchyard with a fresh link',
  openTheLinkItPrints: 'Open the link it prints.',
  orPasteTheToken: 'Or paste the token',
  connect: 'Connect',
  thatTokenIsNotTheOne: 'That token is not the one of this server. Copy the whole line of the file.',
  startBy: 'In the Switchyard folder, run',
  tokenFile: 'It is in the data folder, in the file',
  notPermittedYet: 'This page has no permission to talk to Switchyard yet.',
  startedAnew: 'Switchyard was started anew and no longer knows this page. Your runs are kept.',
  linksWorkOnce: 'Links work once and for ten minutes, so that nobody else on this machine can use yours.',
}
