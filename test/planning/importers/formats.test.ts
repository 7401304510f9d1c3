import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formats, importText } from '../../../src-main/planning/importers/detect.ts'
import { sourceOf } from '../../../src-main/planning/importers/source.ts'
import type { PlanSource } from '../../../src-shared/model/plan.ts'

const data = join(import.meta.dirname, '../../../../shared/data')

/** Formats that recognize the text. */
const claims = (text: string, name: string): PlanSource[] =>
  formats.filter(({ detect }) => detect(sourceOf([{ path: name, text }], name))).map(({ source }) => source)

const json = (value: unknown): string => JSON.stringify(value)
const issue = { id: 'bd-1', title: 'One', status: 'open', priority: 1, issue_type: 'task' }

const samples: [what: string, source: PlanSource | null, text: string][] = [
  ['a list of tasks', 'taskmaster', json({ tasks: [{ id: 1, title: 'One', dependencies: [] }] })],
  ['a tag of tasks', 'taskmaster', json({ master: { tasks: [{ id: 1, title: 'One', subtasks: [] }] } })],
  [
    'a list of tasks, one a line',
    'taskmaster',
    `{"tasks": [\n{"id":"1","title":"One","status":"open","created_at":"x"}\n]}`,
  ],
  ['one issue', 'beads', json(issue)],
  ['issues', 'beads', `${json(issue)}\n${json({ ...issue, id: 'bd-2' })}\n`],
  [
    'issues after lines that are none',
    'beads',
    `\n<<<<<<< HEAD\n${json({ _type: 'memory' })}\n${json(issue)}\n`,
  ],
  ['a deleted issue', 'beads', json({ ...issue, status: 'tombstone' })],
  ['a workflow', 'github-actions', 'on: push\njobs:\n  a:\n    runs-on: x\n    steps: []\n'],
  ['a workflow that is no YAML', 'github-actions', 'on: push\njobs:\n  a:\n    run: |\n      x\ny\n'],
  ['a workflow after a comment', 'github-actions', '\uFEFF# x\n\n---\n"on": [push]\njobs: {a: {uses: x}}\n'],
  [
    'a trace of 1.5',
    'wfcommons',
    json({ workflow: { specification: { tasks: [{ id: 'a', parents: [], children: [] }] } } }),
  ],
  [
    'a trace of 1.3',
    'wfcommons',
    json({ workflow: { tasks: [{ id: 'a', name: 'a', parents: [], runtime: 3 }] } }),
  ],
  ['a trace of 1.0', 'wfcommons', json({ workflow: { jobs: [{ name: 'a', parents: [], runtime: 3 }] } })],
  ['a workflow engine of its own', null, 'schema_version: "1.0"\nworkflow:\n  id: x\nsteps:\n  - id: a\n'],
  ['jobs of another tool', null, 'version: 2.1\njobs:\n  a:\n    docker: []\nworkflows: {}\n'],
  ['a workflow in other text', null, 'Write this:\n```yaml\non: push\njobs:\n  a: {}\n```\n'],
  ['a workflow below other YAML', null, '---\ntitle: x\n---\non: push\njobs:\n  a: {}\n'],
  ['records of another tool', null, `${json({ id: 1, title: 'One' })}\n${json({ id: 2, title: 'Two' })}\n`],
  ['a list of issues', null, `[\n${json(issue)}\n]`],
  [
    'a workflow without tasks',
    null,
    json({ schemaVersion: '1.5', workflow: { specification: { tasks: [] } } }),
  ],
  ['another workflow', null, json({ workflow: { id: 'x' }, steps: [] })],
]

describe('a file', () => {
  it.each(samples)('is recognized by its own format only: %s', (_, source, text) => {
    expect(claims(text, 'file')).toEqual(source === null ? [] : [source])
  })

  it.each(samples.filter(([, source]) => source === null))(
    'of an unknown format is refused: %s',
    (_, __, text) => {
      expect(importText(text, { fileName: 'file' })).toMatchObject({ ok: false })
    },
  )
})

const folders = {
  taskmaster: 'taskmaster',
  beads: 'beads',
  'github-actions': 'github-actions',
  wfinstances: 'wfcommons',
}

const isThere = existsSync(data)
if (!isThere) console.log('skipped: ../shared/data is not present')

const list = (folder: string) =>
  readdirSync(join(data, folder))
    .filter((name) => name !== 'LICENSE')
    .map((name) => ({ folder, name }))

const read = ({ folder, name }: { folder: string; name: string }) =>
  readFileSync(join(data, folder, name), 'utf8')

describe.skipIf(!isThere)('a real file', () => {
  const known = isThere ? Object.keys(folders).flatMap(list) : []
  const others = isThere ? ['spec-kit', 'backlog-md', 'agents'].flatMap(list) : []

  it.each(known)('is recognized by its own format only: $folder/$name', (file) => {
    expect(claims(read(file), file.name)).toEqual([new Map(Object.entries(folders)).get(file.folder)])
  })

  it.each(others)('is recognized by at most one format, and by none of these: $folder/$name', (file) => {
    const claimed = claims(read(file), file.name)
    expect(claimed.length).toBeLessThan(2)
    for (const source of Object.values(folders)) expect(claimed).not.toContain(source)
  })

  it.skipIf(!isThere)('of the workflow engine of Spec Kit has an unknown format', () => {
    const file = { folder: 'spec-kit', name: 'speckit-workflow.yml' }
    expect(claims(read(file), file.name)).toEqual([])
    expect(importText(read(file), { fileName: file.name })).toMatchObject({
      ok: false,
      error: { code: 'E_FORMAT' },
    })
  })
})

describe('an empty file', () => {
  it.each(['plan.csv', 'plan.md', 'plan.mmd', 'plan.yaml'])('is reported as empty: %s', (fileName) => {
    for (const text of ['', '\n \t\n', '\uFEFF']) {
      expect(importText(text, { fileName })).toMatchObject({
        ok: false,
        error: { code: 'E_FORMAT', message: `${fileName} is empty.` },
      })
    }
  })
})
