import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readLoginPath } from '../../src-main/hosts/electron/login-path.ts'

/** A shell with these lines as its startup file. */
function makeShell(startup: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-shell-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const shell = join(folder, 'shell')
  writeFileSync(shell, `#!/bin/sh\n${startup}\n[ "$1" = -ilc ] && eval "$2"\n`)
  chmodSync(shell, 0o755)
  return shell
}

it('the folders of the login shell precede those of the process, without duplicates', async () => {
  const shell = makeShell('echo Welcome; PATH=/opt/homebrew/bin:/usr/bin; export PATH')
  expect(await readLoginPath(shell, '/usr/bin:/sbin')).toBe('/opt/homebrew/bin:/usr/bin:/sbin')
})

it.each([
  ['that is not there', () => '/no/such/shell'],
  ['that fails', () => makeShell('exit 1')],
  ['without a PATH', () => makeShell('PATH=; export PATH')],
])('a shell %s changes nothing', async (_what, shell) => {
  expect(await readLoginPath(shell(), '/usr/bin')).toBe(null)
})
