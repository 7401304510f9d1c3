import { describe, expect, it } from 'vitest'
import { nameTask, nameTasks } from '../../src-main/engine/names.ts'

const named = (key: string, title: string) => ({ key, title })

describe('a task in a sentence', () => {
  it('is named by its title', () => expect(nameTask(named('orders-api', 'Orders API'))).toBe('"Orders API"'))

  it('is named by its key if it has no title', () => {
    expect(nameTask(named('orders-api', ' '))).toBe('orders-api')
    expect(nameTask(named('task-001', 'task-001'))).toBe('task-001')
  })

  it('is named by the beginning of a long title', () => {
    expect(nameTask(named('a', 'x'.repeat(500)))).toBe(`"${'x'.repeat(79)}…"`)
  })

  it('is listed with two others, and the number of further tasks', () => {
    const all = ['A b', 'B c', 'C d', 'D e', 'E f'].map((title) => named('k', title))
    expect(nameTasks(all.slice(0, 3))).toBe('"A b", "B c", "C d"')
    expect(nameTasks(all)).toBe('"A b", "B c", "C d" and 2 more')
  })
})
