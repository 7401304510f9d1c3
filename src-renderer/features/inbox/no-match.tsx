import { SearchX } from 'lucide-react'
import { Button } from '../../ui/controls/button.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'

/** There are questions, but none that says what is looked for. */
export function NoMatch({ find, onClear }: { find: string; onClear: () => void }) {
  return (
    <EmptyNote
      icon={SearchX}
      title={words.inbox.noMatchTitle(find)}
      action={<Button onClick={onClear}>{words.inbox.clearFind}</Button>}
    />
  )
}
