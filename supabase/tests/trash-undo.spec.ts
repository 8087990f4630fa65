// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { cloudDocumentSchema } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { giveShare, signUpPro, trashed } from './support/fixtures.js';

describeOnCloud('the trash, soon after a deletion,', stage => {
    const restore = async (persona: Persona, id: string) => {
        const answer = await persona.call('restore_document', { document_id: id });
        return { ...answer, document: answer.error === null ? cloudDocumentSchema.strict().parse(answer.data) : null };
    };

    it('undoes a deletion by the same user in 10 minutes on every plan, and not later [BY-07]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const document = await ada.create({ content: 'kept' });
        for (const minutes of [0, 9.9]) {
            await ada.trash(document.id);
            await stage.database.ageInTrash(document.id, minutes);
            expect((await restore(ada, document.id)).document).to.deep.equal(document);
        }
        await ada.trash(document.id);
        await stage.database.ageInTrash(document.id, 10.1);
        expect((await restore(ada, document.id)).error?.message).to.equal('FEATURE_NOT_AVAILABLE');
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [0, 4], recounted: [0, 4] });
    });

    it('lets an admin share undo its own deletion, and only the owner the deletion of another user [BY-07]', async () => {
        const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        const document = await ada.create();
        await giveShare(stage.database, document, bob, 'admin');
        await bob.trash(document.id);
        expect((await restore(bob, document.id)).document).to.include({ deleted_by: null });
        await bob.trash(document.id);
        await stage.database.ageInTrash(document.id, 60 * 24);
        expect((await restore(bob, document.id)).error?.message).to.equal('FEATURE_NOT_AVAILABLE');
        expect((await restore(ada, document.id)).document).to.include({ deleted_by: null, permission: 'owner' });
        await ada.trash(document.id);
        expect((await restore(bob, document.id)).error?.message).to.equal('FEATURE_NOT_AVAILABLE');
    });

    it('undoes no deletion when the place was taken meanwhile [BY-07]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(ada.id, { max_documents: 1 }, 'free');
        const { id } = await trashed(ada);
        await ada.create();
        expect((await restore(ada, id)).error?.message).to.equal('TIER_LIMIT_EXCEEDED');
    });

    it('answers null to a caller who only undoes, for an older deletion', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const { id } = await trashed(ada);
        await stage.database.ageInTrash(id, 11);
        const undo = () => ada.call('restore_document', { document_id: id, undo_only: true });
        expect(await undo()).to.include({ data: null, error: null });
        await restore(ada, id);
        await ada.trash(id);
        expect((await undo()).data).to.include({ id, deleted_at: null });
        expect((await undo()).data).to.include({ id, deleted_at: null });
    });
});
