// SPDX-License-Identifier: MIT

import type { Answer, Persona } from '@sanyam/test-kit/persona';
import { type CloudDocument, cloudDocumentSchema, type OwnershipOffer, ownershipOfferListSchema } from '@sanyam/types';
import { expect } from 'chai';
import { succeed } from './share-calls.js';
import type { Stage } from './describe-on-cloud.js';

export const documentOf = (answer: Answer) => cloudDocumentSchema.strict().parse(succeed(answer));

export function offer(owner: Persona, { id }: CloudDocument, email: string | null): Promise<Answer> {
    return owner.call('offer_ownership', { document_id: id, email });
}

export function accept(receiver: Persona, { id }: CloudDocument): Promise<Answer> {
    return receiver.call('accept_ownership', { document_id: id });
}

export async function offersTo(persona: Persona): Promise<readonly OwnershipOffer[]> {
    return ownershipOfferListSchema.parse(succeed(await persona.call('list_ownership_offers')));
}

export async function expectTrueCounters(
    { database }: Pick<Stage, 'database'>,
    ...personas: readonly Persona[]
): Promise<void> {
    for (const { id } of personas) {
        const { kept, recounted } = await database.counters(id);
        expect(kept).to.deep.equal(recounted);
    }
}
