import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'

export function GalleryPage() {
  return <Page title={words.shell.gallery}>{null}</Page>
}
