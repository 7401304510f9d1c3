import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { maxFindLength } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { FindField } from '../../ui/controls/find-field.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import type { InboxSearch } from './inbox-search.ts'

const settleMs = 200

/** Search and filter of the approvals. */
export function InboxHead({ search, onSearch }: AddressProps<InboxSearch>) {
  const { find = '', show } = search
  const [text, setText] = useState(find)
  const field = useRef<HTMLInputElement>(null)
  const latest = useRef({ search, onSearch })
  latest.current = { search, onSearch }
  useCommands([
    {
      id: 'inbox.find',
      title: words.inbox.commands.find,
      category: words.inbox.commands.category,
      icon: Search,
      keys: ['/'],
      run: () => field.current?.focus(),
    },
  ])
  const sent = useRef(find)
  // Browser navigation and links also change the search.
  useEffect(() => {
    if (find === sent.current) return
    sent.current = find
    setText(find)
  }, [find])
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      const { find: _, ...rest } = latest.current.search
      latest.current.onSearch(text === '' ? rest : { ...rest, find: text })
    }, settleMs)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-3">
      <Segmented
        label={words.inbox.show}
        value={show ?? 'open'}
        choices={[
          { value: 'open', label: words.inbox.toAnswer },
          { value: 'answered', label: words.inbox.answered },
        ]}
        onChoose={(next) => {
          const given = find === '' ? {} : { find }
          onSearch(next === 'answered' ? { ...given, show: 'answered' } : given)
        }}
      />
      <div className="flex min-w-[140px] flex-1">
        <FindField
          field={field}
          label={words.inbox.find}
          placeholder={words.inbox.findPlaceholder}
          value={text}
          maxLength={maxFindLength}
          onChange={setText}
        />
      </div>
    </div>
  )
}
