import { createRootRoute, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { CommandKeys } from '../commands/keys.tsx'
import { useHeldAnswers } from '../entities/approvals/held/use-held-answers.ts'
import { Frame } from '../features/frame/frame.tsx'
import { ImportDialog } from '../features/import/import-dialog.tsx'
import { useTitle } from '../ui/hooks/use-title.ts'
import { EmptyNote } from '../ui/notes.tsx'
import { Toasts } from '../ui/toast.tsx'
import { words } from '../words/words.ts'
import { OutsideLinks } from './outside-links.tsx'
import { useEvents } from './use-events.ts'

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

function Root() {
  useEvents()
  useHeldAnswers()
  return (
    <>
      <CommandKeys />
      <Frame />
      <ImportDialog />
      <OutsideLinks />
      <Toasts />
    </>
  )
}

function NotFound() {
  const say = words.shell.notFound
  useTitle(say.title)
  return (
    <EmptyNote
      icon={Compass}
      isWhole
      title={say.heading}
      action={
        <Link to="/" search={{}} className="font-medium text-accent hover:underline">
          {say.start}
        </Link>
      }
    >
      {say.about}
    </EmptyNote>
  )
}
