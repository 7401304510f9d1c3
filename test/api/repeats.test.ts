import { traverseContractProcedures } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { isMutation, metaOf } from '#shared/contract/builders.ts'
import { contract } from '#shared/contract/index.ts'
import { planCases } from './repeats/plan-cases.ts'
import { openQuestions } from './repeats/questions.ts'
import { runCases } from './repeats/run-cases.ts'
import { settingCases } from './repeats/setting-cases.ts'
import { settle, type World } from './repeats/world.ts'

interface Operation {
  readonly method: string
  readonly path: string
  readonly isFresh: boolean
}

/** Mutations of the contract, by name. */
const mutations = new Map<string, Operation>()
/** Queries that use POST. */
const queries = new Map<string, Operation>()
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
  const { method = 'POST', path: url = '' } = procedure['~orpc'].route
  const operation = { method, path: `/api${url}`, isFresh: metaOf(procedure).repeated === 'fresh' }
  if (isMutation(procedure)) mutations.set(path.join('.'), operation)
  else if (method !== 'GET') queries.set(path.join('.'), operation)
})

const cases = { ...planCases, ...runCases, ...settingCases }

type Input = Readonly<Record<string, unknown>>

/** REST: the path contains some parts of the input, the body contains the rest. */
function send(world: World, { method, path }: Operation, input: Input, id: string) {
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
  const url = path.replaceAll(/\{(\w+)\}/g, (_all, name) => encodeURIComponent(String(input[name])))
  const body = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.has(name)))
  return world.call(method, url, body, { 'idempotency-key': id })
}

describe('every mutation of the contract', () => {
  it('has a case, and each case is a mutation', () => {
    expect(Object.keys(cases).sort()).toEqual([...mutations.keys()].sort())
  })

  it.each([...mutations].filter(([name]) => name in cases))(
    '%s is carried out once under one command id, and returns the same answer',
    { timeout: 20_000 },
    async (name, operation) => {
      const { world, input } = await (cases[name] ?? openCase)()
      const before = await settle(world)
      const first = await send(world, operation, input, 'command-1')
      expect([name, first.status, first.body.error ?? null]).toEqual([name, expect.any(Number), null])
      const after = await settle(world)
      expect(await send(world, operation, input, 'command-1')).toEqual(first)
      expect(await settle(world)).toBe(after)
      // A mutation without an effect in the first call would prove nothing.
      if (!changesNothing.has(name)) expect(after).not.toBe(before)

      const other = operation.isFresh ? { ...input, ...others[name] } : { ...input, other: 'input' }
      const refused = await send(world, operation, other, 'command-1')
      expect([refused.status, refused.body.error?.code]).toEqual([409, 'E_IDEMPOTENCY_MISMATCH'])
      expect(await settle(world)).toBe(after)
    },
  )
})

const openCase = () => Promise.reject(new Error('no case'))

/** A new folder has no old runs. */
const changesNothing = new Set(['audit.compact'])

const others: Readonly<Record<string, Input>> = {
  'tasks.create': { title: 'Another' },
  'work.executeTask': { leaseMs: 60_000 },
}

describe('every query with POST', () => {
  it('changes nothing', { timeout: 20_000 }, async () => {
    const { world, questions } = await openQuestions()
    expect(Object.keys(questions).sort()).toEqual([...queries.keys()].sort())
    const before = await settle(world)
    for (const [name, { input, code = null }] of Object.entries(questions)) {
      const operation = queries.get(name)
      if (operation === undefined) throw new Error(`${name} is no query`)
      const { body } = await send(world, operation, input, 'command-1')
      expect([name, body.error?.code ?? null]).toEqual([name, code])
    }
    expect(await settle(world)).toBe(before)
  })
})
