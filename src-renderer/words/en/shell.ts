export const shell = {
  home: 'Home',
  plans: 'Plans',
  inbox: 'Inbox',
  agents: 'Agents',
  memory: 'Memory',
  decisions: 'Decisions',
  money: 'Money',
  statistics: 'Statistics',
  audit: 'Audit',
  settings: 'Settings',
  gallery: 'Gallery',
}
