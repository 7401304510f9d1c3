import { useState } from 'react'
import { Markdown } from '../../../ui/text/markdown.tsx'
import { words } from '../../../words/words.ts'
import { LiveText } from './live-text.tsx'

/** What to do, as Markdown: written, or looked at as it will be read. */
export function DescriptionField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [isRead, setRead] = useState(false)
  return (
    <div className="relative">
      <button
        type="button"
        aria-pressed={isRead}
        disabled={text.trim() === ''}
        onClick={() => setRead(!isRead)}
        className="absolute -top-1 end-0 z-10 min-h-6 rounded-sm px-1 text-accent text-sm hover:underline disabled:hidden"
      >
        {isRead ? words.designer.write : words.designer.preview}
      </button>
      {isRead ? (
        <>
          <p className="mb-1 font-medium text-muted text-sm">{words.designer.fields.description}</p>
          <div className="rounded-md border border-line bg-sunken px-2.5 py-2">
            <Markdown text={text} />
          </div>
        </>
      ) : (
        <LiveText
          label={words.designer.fields.description}
          rows={5}
          maxLength={100_000}
          value={text}
          onChange={onChange}
        />
      )}
    </div>
  )
}
