import { useEffect, useState } from 'react'
import type { PlanDraft, PlanFinding } from '#shared/model/plan-finding.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { pause } from '../../../rpc/reconnect.ts'

const nothing: readonly PlanFinding[] = []
const askAfterMs = 500

/** What is amiss in the plan, some time after it changed; what is asked too late is not waited for. */
export function useSourceFindings(document: PlanDraft): readonly PlanFinding[] {
  const { client } = useRpc()
  const [findings, setFindings] = useState(nothing)
  useEffect(() => {
    const asking = new AbortController()
    const { signal } = asking
    void pause(askAfterMs, signal)
      .then(() => (signal.aborted ? null : client.plans.check({ document }, { signal })))
      .then((check) => {
        if (check !== null && !signal.aborted) setFindings(check.findings)
      })
      // The problems panel says it when a check fails; the text stays without marks.
      .catch(() => {})
    return () => asking.abort()
  }, [client, document])
  return findings
}
