import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'
import { root, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const fixtures = join(root, 'test/fixtures/rosters')

describe('switchyard agents', () => {
  it('imports a folder and lists its agents', async () => {
    const dataDir = createTempDir()
    const tried = await switchyard(['agents', 'import', fixtures, '--dry-run'], dataDir)
    expect(tried.code).toBe(0)
    expect(tried.stdout).toContain('nothing was saved')
    expect(tried.stdout).toContain('api_design  from description, when to use it: OpenAPI')
    const done = await switchyard(['agents', 'import', fixtures, '--json'], dataDir)
    const report = JSON.parse(done.stdout)
    expect(report.formats).toEqual(['crewai', 'subagents', 'a2a'])
    const listed = await switchyard(['agents', 'list', '--json'], dataDir)
    const ids = JSON.parse(listed.stdout).map(({ id }: { id: string }) => id)
    for (const { id } of report.agents) expect(ids).toContain(id)
    const lines = await switchyard(['agents', 'list'], dataDir)
    expect(lines.stdout).toMatch(/^api-smith +external +offline +0 of 1 +api_design, backend, web_search$/m)
  })

  it('follows no links, and reads only hidden folders that contain agents', async () => {
    const folder = createTempDir()
    const agent = (name: string) => `---\nname: ${name}\ndescription: Use for tests.\n---\nGo.`
    for (const each of ['.claude/agents', '.git', 'node_modules/x'])
      mkdirSync(join(folder, each), { recursive: true })
    writeFileSync(join(folder, '.claude/agents/ada.md'), agent('ada'))
    writeFileSync(join(folder, '.git/eve.md'), agent('eve'))
    writeFileSync(join(folder, 'node_modules/x/eve.md'), agent('eve'))
    symlinkSync(join(fixtures, 'broken-yaml.md'), join(folder, 'lamp-keeper.md'))
    const { stdout } = await switchyard(['agents', 'import', folder, '--dry-run', '--json'])
    expect(JSON.parse(stdout).agents).toMatchObject([{ id: 'ada' }])
  })

  it('reports a missing file and a file without agents', async () => {
    const absent = await switchyard(['agents', 'import', 'nowhere.md'])
    expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining('no such file')])
    const strange = await switchyard(['agents', 'import', join(fixtures, 'tasks.yaml')])
    expect([strange.code, strange.stderr]).toEqual([2, expect.stringContaining('E_FORMAT')])
  })

  it('reports the searched PATH and names, also if the running app searches its own PATH', async () => {
    const own = await switchyard(['agents', 'discover'])
    expect(own.stdout).toMatch(/^Looked for: claude-agent-acp, codex-acp, gemini, /m)
    expect(own.stdout).toContain(`\nPATH: ${process.env.PATH?.split(':', 1)[0]}`)
    const folder = createTempDir()
    const readVariables = (names: readonly string[]) => (names.includes('PATH') ? { PATH: folder } : {})
    const { app } = await serveTestApp({ config: { readVariables } })
    const { code, stdout } = await switchyard(['agents', 'discover'], app.dataDir)
    expect(code).toBe(0)
    expect(stdout).toContain('No supported coding agent found on PATH.')
    expect(stdout).toMatch(/^Looked for: claude-agent-acp, codex-acp, gemini, /m)
    expect(stdout).toContain(`PATH of the running app: ${folder}\n`)
  })

  it('checks agents of a running app, and reports if no app is running', async () => {
    const { app } = await serveTestApp()
    const person = { id: 'ann', name: 'Ann', kind: 'person' as const, skills: [] }
    const lost = {
      id: 'lost',
      name: 'Lost',
      kind: 'command' as const,
      skills: [],
      config: { command: ['nobody'] },
    }
    await app.client.agents.register({ agents: [person, lost] })
    const ann = await switchyard(['agents', 'check', 'ann'], app.dataDir)
    expect([ann.code, ann.stdout]).toEqual([
      0,
      expect.stringMatching(/^✓ ann {2}Tasks of this person .* s\)$/m),
    ])
    const all = await switchyard(['agents', 'check', '--json'], app.dataDir)
    expect(all.code).toBe(1)
    expect(JSON.parse(all.stdout)).toContainEqual(
      expect.objectContaining({ id: 'lost', ok: false, message: expect.stringContaining('not found') }),
    )
    const alone = await switchyard(['agents', 'check'])
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('npx switchyard serve')])
  })

  it('tries an agent, and enables or disables it', async () => {
    const dataDir = createTempDir()
    const off = await switchyard(['agents', 'disable', 'hal'], dataDir)
    expect([off.code, off.stdout]).toEqual([0, expect.stringContaining('Disabled hal.')])
    const refused = await switchyard(['agents', 'trial', 'hal'], dataDir)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Enable the agent first.')])
    expect((await switchyard(['agents', 'enable', 'hal'], dataDir)).code).toBe(0)
    const tried = await switchyard(['agents', 'trial', 'hal', 'Cats sleep. Dogs bark.'], dataDir)
    expect([tried.code, tried.stdout]).toEqual([0, expect.stringContaining('Trial of')])
  })
})
