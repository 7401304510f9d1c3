import { SearchX } from 'lucide-react'
import { EmptyNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'

export const NoMatch = () => (
  <EmptyNote icon={SearchX} title={words.run.filter.none}>
    {words.run.filter.noneHint}
  </EmptyNote>
)
