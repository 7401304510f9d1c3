import type { AgentKind } from '#shared/model/agents/agent.ts'
import { addedKinds, kindIcons, kindSentences, kindWords } from '../kinds.ts'

export function KindCards({ onChoose }: { onChoose: (kind: AgentKind) => void }) {
  return (
    <ul className="grid min-h-0 gap-3 overflow-auto p-6 sm:grid-cols-2">
      {addedKinds.map((kind) => {
        const Icon = kindIcons[kind]
        return (
          <li key={kind}>
            <button
              type="button"
              onClick={() => onChoose(kind)}
              className="flex h-full w-full items-start gap-3 rounded-lg border border-line bg-surface p-4 text-start transition-colors hover:border-line-strong hover:bg-hover"
            >
              <Icon size={18} className="mt-0.5 shrink-0 text-accent" aria-hidden />
              <span className="min-w-0">
                <span className="block font-medium">{kindWords[kind]}</span>
                <span className="block text-muted">{kindSentences[kind]}</span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
