import { createRootRoute, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useHeldAnswers } from '../approval/use-held-answers.ts'
import { CommandKeys } from '../commands/keys.tsx'
import { Frame } from '../features/frame/frame.tsx'
import { ImportDialog } from '../features/import/import-dialog.tsx'
import { EmptyNote } from '../ui/notes.tsx'
import { Toasts } from '../ui/toast.tsx'
import { useTitle } from '../ui/use-title.ts'
import { words } from '../words/words.ts'
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
