import type { DecisionRecord } from '#shared/model/decisions/decision.ts'
import { Part } from '../../entities/decisions/part.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { words } from '../../words/words.ts'
import { sectionsOf } from './prompt-sections.ts'

/** The question and the answer letter by letter, and what was read of it. */
export function Exchange({ record: { prompt, raw, proposed, decision } }: { record: DecisionRecord }) {
  return (
    <>
      <Part title={words.decisions.prompt}>
        {prompt === '' ? (
          <p className="text-muted">{words.decisions.noPrompt}</p>
        ) : (
          <Prompt prompt={prompt} />
        )}
      </Part>
      <Part title={words.decisions.raw}>
        {raw === '' ? (
          <p className="text-muted">{words.decisions.noRaw}</p>
        ) : (
          <MonoBox text={raw} copyLabel={words.decisions.copyRaw} isWrapped />
        )}
      </Part>
      <Part title={words.decisions.parsed}>
        {proposed === null ? (
          <p className="text-muted">{words.decisions.unread}</p>
        ) : (
          <JsonTree value={proposed} label={words.decisions.treeOf(words.decisions.parsed)} />
        )}
      </Part>
      {JSON.stringify(proposed) !== JSON.stringify(decision) && (
        <Part title={words.decisions.carriedOut}>
          <JsonTree value={decision} label={words.decisions.treeOf(words.decisions.carriedOut)} />
        </Part>
      )}
    </>
  )
}

function Prompt({ prompt }: { prompt: string }) {
  return (
    <div className="rounded-lg border border-line bg-sunken">
      <div className="flex justify-end border-line border-b px-1 py-0.5">
        <CopyButton text={prompt} label={words.decisions.copyPrompt} />
      </div>
      {sectionsOf(prompt).map(({ title, text, isCut }, at) => (
        <details
          key={`${title} ${text.length}`}
          open={at === 0}
          className="border-line border-b last:border-b-0"
        >
          <summary className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-3 px-3 font-medium hover:bg-hover">
            {title === '' ? words.decisions.preamble : title}
            {isCut && <span className="font-normal text-muted text-sm">{words.decisions.cut}</span>}
          </summary>
          <pre className="whitespace-pre-wrap break-words px-3 pb-3 font-mono text-sm">{text}</pre>
        </details>
      ))}
    </div>
  )
}
