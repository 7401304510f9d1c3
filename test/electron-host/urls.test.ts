import { describe, expect, it } from 'vitest'
import { externalUrl, isAppUrl } from '../../src-main/hosts/electron/urls.ts'

describe('isAppUrl', () => {
  it.each([
    'app://switchyard/',
    'app://switchyard/index.html',
    'APP://switchyard/#/runs/1',
    'app://switchyard',
  ])('recognizes %s as the interface', (url) => expect(isAppUrl(url)).toBe(true))

  it.each([
    '',
    'switchyard',
    'app:switchyard',
    'app:///switchyard/',
    'app://switchyard.example.com/',
    'app://switchyard@example.com/',
    'app://example.com/switchyard',
    'app://switchyard:80/',
    'https://switchyard/',
    'file:///etc/passwd',
    'about:blank',
    'data:text/html,hello',
    'javascript:alert(1)',
    'blob:app://switchyard/1',
    'view-source:app://switchyard/',
  ])('does not recognize %j as the interface', (url) => expect(isAppUrl(url)).toBe(false))
})

describe('externalUrl', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTPS://Example.com/a?b#c', 'https://example.com/a?b#c'],
    ['  https://example.com/\n', 'https://example.com/'],
  ])('opens %j as %s', (text, url) => expect(externalUrl(text)).toBe(url))

  const schemes =
    'about afp app bitcoin blob calculator callto chrome chrome-extension cmd cursor data devtools dict dns facetime ' +
    'feed file filesystem finger ftp ftps geo git git+ssh gopher h323 hcp help http imap info intent ipp irc ircs itms ' +
    'jar javascript jdbc jnlp ldap ldaps macappstore magnet mailto maps market mms ms-appinstaller ms-browser ' +
    'ms-cxh ms-excel ms-gamingoverlay ms-get-started ms-msdt ms-office ms-officecmd ms-powerpoint ms-search ms-settings ' +
    'ms-windows-store ms-word mysql news nfs nntp onenote osascript payto pop postgres res rlogin rmi rsync rtsp sftp shell ' +
    'shortcuts sip skype smb sms snmp spotify ssh steam svn tel telnet tftp tn3270 vbscript view-source vnc vscode wais ' +
    'web+app webcal ws wss x-apple.systempreferences x-help-script xmpp zoommtg'

  it('passes no other scheme to the system', () => {
    const bad = schemes.split(' ').flatMap((scheme) => [`${scheme}:x`, `${scheme}://example.com/`])
    expect(bad.length).toBeGreaterThan(200)
    expect(bad.filter((url) => externalUrl(url) !== null)).toEqual([])
  })

  it.each([
    '',
    'example.com',
    '//example.com',
    'https:',
    'https://',
    'https://user@example.com',
    'https://bank.example:password@example.com',
    'https ://example.com',
    'C:\\Windows\\System32\\calc.exe',
    '/etc/passwd',
  ])('refuses %j', (text) => expect(externalUrl(text)).toBeNull())
})
