import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEncoded, readText } from '../../src-main/hosts/cli/files.ts'
import { root, sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard import', () => {
  const data = join(root, '../shared/data/taskmaster/tw-enigma.json')

  it.skipIf(!existsSync(data))(
    'imports a real plan of 289 tasks and completes it in dependency order',
    async () => {
      const dataDir = createTempDir()
      const imported = await switchyard(['import', data, '--json'], dataDir)
      expect(imported.code).toBe(0)
      const [plan] = JSON.parse(imported.stdout).plans
      expect(plan).toMatchObject({ tasks: 39, edges: 72, roots: 1, longest_path: 14, cycles: 0, dangling: 0 })
      const ran = await switchyard(
        ['run', plan.plan_id, '--simulate', '--agents', sample('scripted.agents.json'), '--json'],
        dataDir,
      )
      expect(ran.code).toBe(0)
      const { tasks } = JSON.parse(ran.stdout).run
      expect(tasks).toHaveLength(289)
      const byKey = new Map<
        string,
        { status: string; started_at: number | null; ended_at: number; depends_on: string[] }
      >(tasks.map((task: { task_id: string }) => [task.task_id, task]))
      for (const task of byKey.values()) {
        expect(task.status).toBe('done')
        // The file already marks the task as done, so the task never starts.
        if (task.started_at === null) continue
        for (const key of task.depends_on)
          expect(byKey.get(key)?.ended_at).toBeLessThanOrEqual(task.started_at)
      }
    },
  )

  const table = 'id,title\n1,Ärger\n2,Lösung – “fertig”\n'
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
  const windows1252 = Buffer.from(
    table.replace('–', '\x96').replace('“', '\x93').replace('”', '\x94'),
    'latin1',
  )
  const write = (bytes: Uint8Array): string => {
    const file = join(createTempDir(), 'tasks.csv')
    writeFileSync(file, bytes)
    return file
  }

  it.each([
    ['utf-8', Buffer.from(table)],
    ['utf-16le', utf16(table)],
    ['utf-16be', utf16(table).swap16()],
    ['windows-1252', windows1252],
  ])('reads a file in %s', (encoding, bytes) => {
    expect(readEncoded(write(bytes))).toEqual({ text: table, encoding })
    expect(readText(write(bytes))).toBe(table)
  })

  it('names a guessed encoding, and keeps all letters', async () => {
    const dataDir = createTempDir()
    const imported = await switchyard(['import', write(windows1252)], dataDir)
    expect(imported.code).toBe(0)
    expect(imported.stderr).toContain('tasks.csv is not UTF-8 and was read as Windows-1252.')
    const [, planId = ''] = /(plan_[\w-]+)/.exec(imported.stdout) ?? []
    const exported = await switchyard(['export', planId, '--format', 'csv'], dataDir)
    for (const title of ['Ärger', 'Lösung – “fertig”']) expect(exported.stdout).toContain(title)
  })

  it('stores nothing in a dry run', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'tasks.json')
    writeFileSync(file, JSON.stringify({ tasks: [{ id: 1, title: 'One', dependencies: [7] }] }))
    const { code, stdout } = await switchyard(['import', file, '--dry-run', '--json'], dataDir)
    expect(code).toBe(0)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ format: 'taskmaster', plans: [{ tasks: 1, dangling: 1, plan_id: null }] })
    expect(report.warnings.map(({ code: name }: { code: string }) => name)).toContain('dangling_dependency')
    const log = await switchyard(['log', '--json'], dataDir)
    expect(log.stdout).not.toContain('plan.published')
  })
})

describe('switchyard import of a folder', () => {
  function createFolder(files: Record<string, string>): string {
    const folder = createTempDir()
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return folder
  }
  const task = (id: string, more = '') =>
    `---\nid: ${id}\ntitle: ${id}\nstatus: To Do\ndependencies: [${more}]\n---\n`

  it('reads the Markdown and YAML files as one plan', async () => {
    const folder = createFolder({
      'config.yml': 'project_name: Garden\nstatuses: [To Do, Done]\n',
      'tasks/task-1 - A.md': task('TASK-1'),
      'tasks/task-2 - B.md': task('TASK-2', 'task-1'),
      'tasks/picture.png': '\0',
      'node_modules/x/task-3.md': task('TASK-3'),
    })
    const { code, stdout } = await switchyard(['import', folder, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'backlog',
      plans: [{ title: 'Garden', tasks: 2, edges: 1, plan_id: expect.stringMatching(/^plan_/) }],
      warnings: [],
    })
  })

  it('reads a single checklist file', async () => {
    const folder = createFolder({ 'specs/001-a/tasks.md': '# Tasks: A\n- [ ] T001 a\n- [ ] T002 b\n' })
    const { code, stdout } = await switchyard([
      'import',
      join(folder, 'specs/001-a/tasks.md'),
      '--dry-run',
      '--json',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'checklist',
      plans: [{ title: 'A', tasks: 2, edges: 1 }],
    })
  })

  it('refuses a folder without such files, and a file that is too large', async () => {
    const empty = await switchyard(['import', createFolder({ 'a.txt': 'x' }), '--json'])
    expect(empty.code).toBe(2)
    expect(JSON.parse(empty.stdout)).toMatchObject({ error: { code: 'E_FILE' } })
    const large = await switchyard([
      'import',
      createFolder({ 'a.md': 'x'.repeat(1024 * 1024 + 1) }),
      '--json',
    ])
    expect(JSON.parse(large.stdout)).toMatchObject({ error: { code: 'E_TOO_LARGE', limit: 1024 * 1024 } })
  })
})
