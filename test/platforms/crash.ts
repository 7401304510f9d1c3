import { type Tree, writeTree } from './process-tree.ts'
import type { Product, Served } from './product.ts'
import { requireWhole } from './product.ts'
import { requireThat } from './report.ts'
import { resultOf, startPrograms, taskWith } from './runs.ts'
import type { System } from './system.ts'

/** Kills the app with `kill -9` while two programs run, and starts the app on the same folder. */
export async function showCrash(
  system: System,
  product: Product,
  { node, env }: { readonly node: readonly string[]; readonly env?: Readonly<Record<string, string>> },
): Promise<string> {
  const options = { dataDir: system.folder('data'), env: env ?? {} }
  const [once, again] = [writeTree(system, node), writeTree(system, node)]
  const first = await product.serve(options)
  const done = ['done', 'once', 'again'] as const
  let runId: string
  try {
    runId = await startPrograms(first, [
      { key: done[0], config: { command: [...node, '-p', '"kept"'], input: 'none' } },
      { key: done[1], config: { command: once.command, input: 'none' }, effectClass: 'once' },
      { key: done[2], config: { command: again.command, input: 'none' }, effectClass: 'repeatable' },
    ])
    await resultOf(first, runId, 'done')
    for (const each of [once, again]) await each.isUp()
  } finally {
    await first.kill()
  }
  const second = await product.serve(options)
  try {
    return await judge(second, { runId, once, again })
  } finally {
    await second.kill()
    await requireWhole(product, options.dataDir)
  }
}

async function judge(
  served: Served,
  { runId, once, again }: { runId: string; once: Tree; again: Tree },
): Promise<string> {
  requireThat((await resultOf(served, runId, 'done')).trim() === 'kept', 'the finished task lost its result')
  await taskWith(served, { runId, key: 'once' }, 'awaiting_approval')
  await taskWith(served, { runId, key: 'again' }, 'in_progress')
  const left = await once.countAlive()
  await again.isUp()
  const gates = await served.call('GET', '/approvals')
  const gate = gates.find(({ taskKey }: { taskKey: string }) => taskKey === 'once')
  await served.call('POST', `/approvals/${encodeURIComponent(gate.id)}/answer`, {
    hash: gate.hash,
    answer: 'happened',
  })
  await taskWith(served, { runId, key: 'once' }, 'done')
  await served.call('POST', `/runs/${runId}/cancel`, {})
  await taskWith(served, { runId, key: 'again' }, 'cancelled')
  return `the finished task is kept, the repeatable one runs again, the other is asked about; ${left} of its 3 processes were left`
}
