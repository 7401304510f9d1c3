import type { TaskDefinition } from '#shared/model/task.ts'

const maxRead = 2000

/** A name with an ending that files of a project have: `src/api.ts`, `README.md`. */
const fileName =
  /(?<![\w@/.-])(?:\.{0,2}\/)?(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.(?:[cm]?[jt]sx?|json|md|mdx|html?|css|scss|py|rb|go|rs|java|kt|cs|php|sql|sh|ya?ml|toml|xml|csv|txt|svg|vue|svelte|[ch](?:pp)?|swift|ipynb|docx|xlsx|pdf)(?![\w/-])/giu

/** Reading one file side by side harms nobody. */
const writes =
  /\b(?:writ|creat|updat|edit|modif|chang|add|append|generat|sav|refactor|renam|delet|remov|fix|implement|build|rewrit|extend|mov|replac|put|insert|produc|export|output|format|overwrit|draft|migrat)(?:e|es|ing|s|ies|y|ed|t|te)?\b/i

/** Without its folder such a name means another file wherever it stands. */
const everywhere = /^(?:__init__|index|main|mod|lib|setup|config|types|utils|styles?)\.\w+$/i

/** Files that a task speaks of writing: named in a sentence that says so. */
export function listWrittenFiles({ title, description }: TaskDefinition): string[] {
  const text = `${title}.\n${description.slice(0, maxRead)}`
  if (!text.includes('.')) return []
  const sentences = text.split(/(?<=[.!?;])\s+|\n+/)
  const files = sentences.flatMap((sentence) =>
    writes.test(sentence) ? [...sentence.matchAll(fileName)].map(([name]) => name.replace(/^\.\//, '')) : [],
  )
  return [...new Set(files)].filter((file) => !everywhere.test(file))
}
