import { describe, expect, it } from 'vitest'
import { fieldIn, fieldsIn } from '../../../../../src-renderer/entities/plans/source/schema-fields.ts'
import { readSource, writeSource } from '../../../../../src-renderer/entities/plans/source/source-text.ts'
import { sourceFormats } from '../../../../../src-renderer/entities/plans/source/source-value.ts'
import {
  contextAt,
  lineOfPath,
  pathOfPlace,
  placesOfTasks,
  taskAt,
} from '../../../../../src-renderer/entities/plans/source/task-lines.ts'
import type { PlanDraft } from '../../../../../src-shared/model/plan-finding.ts'
import { planOf, taskOf } from '../../../../support/engine.ts'

const plan: PlanDraft = planOf(
  [
    taskOf('dig', { tags: ['spade'], requiredSkills: ['digging'] }),
    taskOf('plant', {
      dependsOn: ['dig'],
      priority: 'high',
      gate: { when: 'before', onExpiry: 'reject', quorum: 2 },
    }),
  ],
  { crew: ['ann'], timeZone: 'Europe/Paris' },
)

describe.each(sourceFormats)('a plan as %s', (format) => {
  const text = writeSource(plan, format)

  it('is unchanged after parsing, and the same object', () => {
    expect(readSource(text, format, plan)).toEqual({ ok: true, document: plan })
    const reading = readSource(text, format, plan)
    expect(reading.ok && reading.document).toBe(plan)
  })

  it('keeps unchanged tasks, and fields that the file does not contain', () => {
    const reading = readSource(text.replace('Task plant', 'Plant deep'), format, plan)
    if (!reading.ok) throw new Error(reading.fault.message)
    expect(reading.document.tasks[0]).toBe(plan.tasks[0])
    expect(reading.document.tasks[1]?.title).toBe('Plant deep')
    expect(reading.document.crew).toEqual(['ann'])
  })

  it('can be parsed if a task has no instructions: its title is used', () => {
    const silent = { ...plan, tasks: plan.tasks.map((task) => ({ ...task, description: '' })) }
    const reading = readSource(writeSource(silent, format), format, silent)
    expect(reading.ok && reading.document.tasks[0]?.description).toBe('Task dig')
  })

  it('reports the line of an invalid value', () => {
    const broken = text.replace(/"?priority"?: "?high"?/, (found) => found.replace('high', 'urgent'))
    const reading = readSource(broken, format, plan)
    const line = broken.split('\n').findIndex((each) => each.includes('urgent')) + 1
    expect(reading).toMatchObject({ ok: false, fault: { line } })
  })

  it('reports the line of an unknown name', () => {
    const broken = text.replace(/(\s+)("?)priority("?): /, '$1$2prio$3: ')
    const reading = readSource(broken, format, plan)
    const line = broken.split('\n').findIndex((each) => /prio"?:/.test(each)) + 1
    expect(reading).toMatchObject({ ok: false, fault: { line } })
  })

  it('knows the lines of each task, and the task of each line', () => {
    const lines = text.split('\n')
    const places = placesOfTasks(text)
    expect(places.map(({ key }) => key)).toEqual(['dig', 'plant'])
    const tag = lines.findIndex((line) => line.includes('spade')) + 1
    const quorum = lines.findIndex((line) => line.includes('quorum')) + 1
    expect(taskAt(places, tag)?.key).toBe('dig')
    expect(taskAt(places, quorum)?.key).toBe('plant')
    expect(taskAt(places, 1)).toBeUndefined()
    expect(lineOfPath(text, ['tasks', 1, 'gate', 'quorum'])).toBe(quorum)
    expect(lineOfPath(text, ['time_zone'])).toBe(lines.findIndex((line) => line.includes('time_zone')) + 1)
  })

  it('knows the path of each line', () => {
    const lines = text.split('\n')
    const at = (word: string) =>
      contextAt(
        lines,
        lines.findIndex((line) => line.includes(word)),
      )
    expect(at('quorum')).toEqual(['tasks', 'gate'])
    expect(at('priority')).toEqual(['tasks'])
    expect(at('time_zone')).toEqual([])
  })
})

describe('a text that is no plan', () => {
  it('has an error in the line where parsing stops', () => {
    expect(readSource('{\n  "plan_id": "a",\n  "tasks": [}\n', 'json', plan)).toMatchObject({
      fault: { line: 3 },
    })
    expect(readSource('plan_id: a\ntasks:\n  - "open\n', 'yaml', plan)).toMatchObject({ ok: false })
    expect(readSource('', 'yaml', plan)).toMatchObject({ ok: false, fault: { line: 1 } })
  })

  const sayOf = (text: string, format: (typeof sourceFormats)[number]) => {
    const reading = readSource(text, format, plan)
    return reading.ok ? 'none' : reading.fault.message
  }

  it.each([
    ['', 'The source is empty. A plan starts with {'],
    ['{\n  "a": 1\n  "b": 2\n}', 'A comma is missing after line 2'],
    ['{\n  "a": [1, 2,]\n}', 'Remove the extra comma in line 2'],
    ['{\n  "a": 1,\n}', 'Remove the extra comma in line 2'],
    ['{\n  "a": 1,,\n  "b": 2\n}', 'Remove the extra comma in line 2'],
    ['{\n  "a" 1\n}', 'A colon is missing after the name in line 2'],
    ['{\n  "a":\n}', 'A value is missing after line 2'],
    ['{\n  "a": "b\n}', 'A quotation mark in line 2 is not closed'],
    ['{\n  title: 1\n}', '“title” in line 2 needs quotation marks'],
    ["{\n  'a': 1\n}", 'Use straight quotation marks (") in line 2'],
    ['{\n  “a”: 1\n}', 'Use straight quotation marks (") in line 2'],
    ['{\n  "a": True\n}', 'Write “True” in line 2 as true'],
    ['{\n  "a": 007\n}', 'Invalid number in line 2'],
    ['{\n  "a": .5\n}', 'Invalid number in line 2'],
    ['{\n  "a": 1 // why\n}', 'Remove the comment in line 2. JSON has no comments, YAML does.'],
    ['{\n  "a": [\n    1\n', 'The [ of line 2 is not closed'],
    ['{\n  "a": [\n    {}\n}', 'The [ of line 2 is not closed before the } in line 4'],
    ['{\n  "a": 1\n}\n}', 'Unexpected “}” in line 4'],
    ['{\n  "a": 1\n}\n{}', 'Remove the text after the end of the plan, from line 4'],
    ['[{\n  "a": 1,\n{}]', 'A name in quotation marks is missing before { in line 3'],
    ['{\n  "a": "\\q"\n}', 'Invalid escape sequence in line 2'],
  ])('describes the error in %j as JSON', (text, said) => {
    expect(sayOf(text, 'json')).toBe(said)
  })

  it.each([
    ['a: 1\nb: "c\nd: 1\n', 'A quotation mark in line 2 is not closed'],
    ['a: 1\nb\nc: 2\n', 'A colon is missing after “b” in line 2'],
    ['a: 1\nb: [1, 2\nc: 3\n', 'The [ of line 2 is not closed'],
    ['tasks:\n\t- a: 1\n', 'Indent line 2 with spaces. YAML does not allow tabs.'],
    ['tasks:\n  - a: 1\n   b: 2\n', 'Wrong indentation in line 3'],
    ['a: x: y\n', 'Quote the text with a colon in line 1, or reduce the indentation of the next line'],
    ['a: @x\n', 'Quote the text that starts with @ in line 1'],
    ['a: *bold\n', 'Quote “*bold” in line 1: the alias after * does not exist'],
    ['a: 1\n---\nb: 2\n', 'Remove the second document from line 2'],
    ['a: [1,,2]\n', 'Remove the extra comma in line 1'],
  ])('describes the error in %j as YAML', (text, said) => {
    expect(sayOf(text, 'yaml')).toBe(said)
  })

  it('marks the position to fix', () => {
    const text = '{\n  "a": 1\n  "b": 2\n}'
    expect(readSource(text, 'json', plan)).toMatchObject({ fault: { range: { to: text.indexOf('1') + 1 } } })
  })

  it('may have comments in YAML', () => {
    const text = `# Ours\n${writeSource(plan, 'yaml')}`
    const reading = readSource(text, 'yaml', plan)
    expect(reading.ok && reading.document).toBe(plan)
  })
})

describe('the position of a finding', () => {
  it('is a path', () => {
    expect(pathOfPlace('tasks[3].priority')).toEqual(['tasks', 3, 'priority'])
  })
})

describe('the valid fields of a plan file', () => {
  it('follow from its schema, at each position', () => {
    expect(fieldsIn([]).map(({ name }) => name)).toContain('parallel_limit')
    expect(fieldsIn(['tasks']).map(({ name }) => name)).toContain('depends_on')
    expect(fieldsIn(['tasks', 'gate']).map(({ name }) => name)).toContain('on_expiry')
    expect(fieldIn(['tasks'], 'task_id')).toMatchObject({ type: 'string', isRequired: true })
    expect(fieldIn(['tasks'], 'kind')?.choices).toEqual(['task', 'group'])
    expect(fieldIn(['tasks'], 'priority')?.choices).toContain('critical')
    expect(fieldsIn(['nowhere'])).toEqual([])
  })
})
