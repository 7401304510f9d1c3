import type { Command } from 'commander'
import { exitCodes } from '../output.ts'
import type { Session } from '../session.ts'

export function addMemoryCommand(program: Command, session: Session): void {
  const memory = program.command('memory').description('What was kept: build logs and more')
  memory
    .command('read')
    .argument('<id>', 'a memory entry, such as mem_0193…')
    .option('--json', 'print one JSON document and nothing else')
    .description('Print one entry')
    .action((id: string, options: { json?: boolean }) =>
      session(options, async ({ client, output }) => {
        const entry = await client.seed.readMemory({ memory_id: id })
        output.document(entry)
        output.line(JSON.stringify(entry, null, 2))
        return exitCodes.done
      }),
    )
  memory
    .command('list')
    .option('--search <words>', 'only entries with these words, best match first')
    .option('--type <type>', 'only one type, such as build_log')
    .option('--limit <n>', 'how many', '20')
    .option('--json', 'print one JSON document and nothing else')
    .description('List entries, newest first')
    .action((options: { search?: string; type?: string; limit: string; json?: boolean }) =>
      session(options, async ({ client, output }) => {
        const { search: query, type } = options
        const filter = { ...(query !== undefined && { query }), ...(type !== undefined && { type }) }
        const entries = await client.log.listMemory({ limit: Number(options.limit), ...filter })
        output.document(entries)
        for (const { id, createdAt, type: kind, taskId, status } of entries) {
          output.line(`${id}  ${new Date(createdAt).toISOString()}  ${kind}  ${taskId}  ${status}`)
        }
        if (entries.length === 0) output.line('Nothing is kept yet. A run leaves its build log here.')
        return exitCodes.done
      }),
    )
}
