import { words } from '#shared/words/words.ts'
import { Page } from '../../ui/page.tsx'
import { Charts } from './charts.tsx'
import { Controls } from './controls.tsx'
import { Dialogs } from './dialogs.tsx'
import { Nodes } from './nodes.tsx'
import { Searching } from './searching.tsx'
import { Statuses } from './statuses.tsx'
import { Tables } from './tables.tsx'
import { Texts } from './texts.tsx'

/** Gallery of UI components for development and visual tests. Not in the navigation rail. */
export function GalleryPage() {
  return (
    <Page title={words.shell.gallery} about={words.gallery.about}>
      <Statuses />
      <Controls />
      <Dialogs />
      <Searching />
      <Texts />
      <Charts />
      <Nodes />
      <Tables />
    </Page>
  )
}
