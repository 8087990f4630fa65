// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { CloudDocumentStore } from './cloud-document-store';
import type { FunctionArguments } from './session/database-session';

/** Returns a session that answers every call with `answer`, and the list of its calls. */
function recordingSession(answer: unknown) {
    const calls: [string, FunctionArguments][] = [];
    const call = async (functionName: string, functionArguments: FunctionArguments) => {
        calls.push([functionName, functionArguments]);
        return answer;
    };
    return { calls, session: { call } };
}

const unstorable = { name: 'a.md', language_id: 'markdown', content: 'a\u0000' };

describe('CloudDocumentStore', () => {
    it('checks arguments before it calls the database', async () => {
        const { calls, session } = recordingSession(null);
        const failure: unknown = await new CloudDocumentStore(session).documents
            .create(unstorable)
            .catch((error: unknown) => error);
        expect(CloudError.is(failure, 'VALIDATION_ERROR')).to.equal(true);
        expect(calls).to.deep.equal([]);
    });

    it('sends arguments unchanged when the program has checked them', async () => {
        const { calls, session } = recordingSession(null);
        const store = new CloudDocumentStore(session, { checksArguments: false });
        await store.documents.create(unstorable).catch(() => undefined);
        expect(calls).to.deep.equal([['create_document', unstorable]]);
    });

    it('checks answers, because the server may have another release', async () => {
        const { session } = recordingSession({ items: 'none' });
        const failure: unknown = await new CloudDocumentStore(session, { checksArguments: false }).documents
            .list({})
            .catch((error: unknown) => error);
        expect(CloudError.is(failure, 'INTERNAL_ERROR')).to.equal(true);
    });
});
