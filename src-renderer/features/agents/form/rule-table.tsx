import { words } from '#shared/words/words.ts'

const ruleWords: Readonly<Record<string, string>> = words.agents.rules

interface RuleTableProps<Tool extends string> {
  readonly title: string
  readonly tools: readonly Tool[]
  readonly rules: readonly string[]
  readonly ruleOf: (tool: Tool) => string
  readonly onChoose: (tool: Tool, rule: string) => void
}

/** A choice of rules for each tool. */
export function RuleTable<Tool extends string>({
  title,
  tools,
  rules,
  ruleOf,
  onChoose,
}: RuleTableProps<Tool>) {
  return (
    <table className="w-full border-collapse">
      <caption className="mb-1 text-start font-medium text-muted text-sm">{title}</caption>
      <thead>
        <tr className="border-line border-b text-muted text-sm">
          <th className="py-1 text-start font-medium">{words.agents.tool}</th>
          {rules.map((rule) => (
            <th key={rule} className="w-16 py-1 text-center font-medium">
              {ruleWords[rule]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tools.map((tool) => (
          <tr key={tool} className="border-line/60 border-b last:border-b-0">
            <th scope="row" className="py-1 text-start font-normal">
              {words.tools.name(tool)}
            </th>
            {rules.map((rule) => (
              <td key={rule} className="text-center">
                <label className="inline-flex size-8 cursor-pointer items-center justify-center">
                  <input
                    type="radio"
                    name={`${title} ${tool}`}
                    aria-label={`${words.tools.name(tool)}: ${ruleWords[rule]}`}
                    checked={ruleOf(tool) === rule}
                    onChange={() => onChoose(tool, rule)}
                    className="size-4 accent-accent"
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
