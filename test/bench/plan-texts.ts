import { createRandom, describe, type Graph, keyOf } from './graphs.ts'

/** Measured import formats, each with a typical file name. */
export const planFiles = { json: 'workflow.json', csv: 'tasks.csv', mermaid: 'flow.mmd' } as const
export type PlanFormat = keyof typeof planFiles
export const planFormats = ['json', 'csv', 'mermaid'] as const satisfies readonly PlanFormat[]

/** A graph in the format of another tool, with its typical names and texts. */
export function writePlan(format: PlanFormat, graph: Graph): string {
  switch (format) {
    case 'json':
      return writeWorkflow(graph)
    case 'csv':
      return writeTable(graph)
    case 'mermaid':
      return writeFlowchart(graph)
  }
}

/** Format of a WfCommons run: each edge is listed at both ends, and each task in two lists. */
function writeWorkflow(graph: Graph): string {
  const random = createRandom(7)
  const children = graph.map((): string[] => [])
  for (const [index, parents] of graph.entries()) {
    for (const parent of parents) children[parent]?.push(keyOf(index))
  }
  const specification = graph.map((parents, index) => ({
    name: describe(index),
    id: keyOf(index),
    parents: parents.map(keyOf),
    children: children[index],
    inputFiles: parents.map((parent) => `${keyOf(parent)}.out`),
    outputFiles: [`${keyOf(index)}.out`],
  }))
  const execution = graph.map((_, index) => ({
    id: keyOf(index),
    runtimeInSeconds: Math.round(random() * 100_000) / 1000,
    command: { program: 'work', arguments: ['--in', 'all', '--out', `${keyOf(index)}.out`] },
    coreCount: 1,
    avgCPU: Math.round(random() * 10_000) / 100,
    memoryInBytes: Math.round(random() * 1e9),
    machines: ['worker-1'],
  }))
  const files = graph.map((_, index) => ({ id: `${keyOf(index)}.out`, sizeInBytes: 1024 * index }))
  const recording = {
    name: 'layers',
    description: 'Drawn for a measurement',
    createdAt: '2026-11-13T12:00:00Z',
    schemaVersion: '1.5',
    workflow: {
      specification: { tasks: specification, files },
      execution: {
        makespanInSeconds: 1000,
        executedAt: '2026-11-13T12:00:00Z',
        tasks: execution,
        machines: [{ nodeName: 'worker-1' }],
      },
    },
  }
  return JSON.stringify(recording, null, 2)
}

function writeTable(graph: Graph): string {
  const rows = graph.map((parents, index) =>
    [
      keyOf(index),
      describe(index),
      `"Of layer ""${Math.floor(index / 100)}"", drawn and then done"`,
      `"${parents.map(keyOf).join(', ')}"`,
      ['critical', 'high', 'medium', 'low'][index % 4],
      `2026-12-${String((index % 28) + 1).padStart(2, '0')}`,
      'drawn;measured',
      String(1 + (index % 8)),
    ].join(','),
  )
  const head = 'id,title,description,depends on,priority,due date,tags,estimate (h)'
  return `${[head, ...rows].join('\r\n')}\r\n`
}

function writeFlowchart(graph: Graph): string {
  const nodes = graph.map((_, index) => `  ${keyOf(index)}["${describe(index)}"]`)
  const arrows = graph.flatMap((parents, index) =>
    parents.map((parent) => `  ${keyOf(parent)} --> ${keyOf(index)}`),
  )
  return ['flowchart TD', ...nodes, ...arrows, ''].join('\n')
}

export function requireFormat(name: string): PlanFormat {
  const found = planFormats.find((each) => each === name)
  if (found === undefined) throw new Error(`No format of this name: ${name}`)
  return found
}
