import { KeyCaps } from '../../../commands/key-caps.tsx'
import { isDisabled } from '../../../commands/registry.ts'
import type { KeyGroup } from './key-rows.ts'

/** The keys of one category. A reason why something cannot be done now stands below it. */
export function KeyGroupList({ group: { title, commands } }: { group: KeyGroup }) {
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1 font-medium text-muted text-sm">{title}</h3>
      <ul>
        {commands.map((command) => (
          <li key={command.id} className="flex min-h-8 items-start justify-between gap-4 py-1">
            <span className="min-w-0 break-words">
              {command.title}
              {isDisabled(command) && <span className="block text-muted text-sm">{command.disabled}</span>}
            </span>
            <span className="flex shrink-0 flex-col items-end gap-1">
              {command.keys?.map((keys) => (
                <KeyCaps key={keys} keys={keys} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
