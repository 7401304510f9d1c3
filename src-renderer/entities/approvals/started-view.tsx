import { z } from 'zod'
import type { Json } from '#shared/model/json.ts'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { visible } from '../../ui/visible.ts'
import { words } from '../../words/words.ts'
import { commandLineOf } from './permission.ts'

const startedSchema = z.record(z.string(), z.json())
const argvSchema = z.array(z.string())
const wordsSchema = z.union([
  z.array(z.string()).transform((all) => all.join(', ')),
  z.record(z.string(), z.string()).transform((all) =>
    Object.entries(all)
      .map(([name, word]) => `${name}: ${word}`)
      .join('\n'),
  ),
])

const { subject: say } = words.inbox

/** What would do the task, all of it: a command line as such, everything else by its name. */
export function StartedView({ title, value }: { title: string; value: Json }) {
  const { argv, ...rest } = startedSchema.safeParse(value).data ?? { value }
  const command = argvSchema.safeParse(argv).data
  const facts = Object.entries(command === undefined && argv !== undefined ? { argv, ...rest } : rest)
  return (
    <section aria-label={title} className="mt-3">
      <h4 className="mb-1 text-muted">{title}</h4>
      {command !== undefined && (
        <MonoBox text={visible(commandLineOf(command))} copyLabel={say.copyCommand} isWrapped />
      )}
      <dl className="mt-2 grid grid-cols-[minmax(64px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([name, fact]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{say.started[name] ?? name}</dt>
            <dd className="whitespace-pre-wrap break-words font-mono text-sm leading-5">
              {visible(sayFact(fact))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function sayFact(fact: Json): string {
  if (fact === null) return say.notNamed
  if (Array.isArray(fact) && fact.length === 0) return say.nothing
  if (typeof fact === 'string') return fact
  return wordsSchema.safeParse(fact).data ?? JSON.stringify(fact, null, 2)
}
