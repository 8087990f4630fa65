// SPDX-License-Identifier: MIT

import { untilSessionChanges, type AuthSession } from '@sanyam/types';
import type { MessageService } from '@theia/core/lib/common/message-service';
import type { MessageOptions } from '@theia/core/lib/common/message-service-protocol';

/**
 * Warns the present user about their plan. The notice closes at the next sign-in or sign-out, where the IDE has notices that can be closed.
 *
 * @returns the action that the user chose; `undefined` for none, and if they are not the one who is signed in any more
 */
export async function warnOfPlan(
    messages: Pick<MessageService, 'warn'>,
    session: Pick<AuthSession, 'user' | 'onDidChange'>,
    sentence: string,
    ...actions: string[]
): Promise<string | undefined> {
    const options: MessageOptions & { readonly until: AbortSignal } = { until: untilSessionChanges(session) };
    const answer = await messages.warn(sentence, options, ...actions);
    return options.until.aborted ? undefined : answer;
}
