// SPDX-License-Identifier: MIT

import {
    CloudError,
    documentNameProblem,
    emailAddressProblem,
    ERRORS,
    folderProblem,
    labelProblem,
    storableTextSchema
} from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { expect } from 'chai';
import { z } from 'zod';
import { reasonOf } from '../reason-of';
import { ENGLISH_SENTENCES } from './english-sentences';
import { firstProblem } from './first-problem';
import { inDisplayLanguage, translationOf } from './in-display-language';

/** A language whose texts are the English ones in brackets. */
const BRACKETS = {
    languageId: 'brackets',
    translations: Object.fromEntries(ENGLISH_SENTENCES.map(({ key, english }) => [key, `[${english}]`]))
};

describe('Sentences of the cloud', () => {
    afterEach(() => {
        nls.localization = undefined;
    });

    it('stay as they are in English', () => {
        expect(inDisplayLanguage('Enter a name.')).to.equal('Enter a name.');
        expect(reasonOf(new CloudError('FORBIDDEN'))).to.equal('You are not allowed to do this.');
    });

    describe('in another language', () => {
        beforeEach(() => {
            nls.localization = BRACKETS;
        });

        it('are translated with their values', () => {
            const sentence = 'Could not reach the cloud at db.example.org:8443. Check your connection and try again.';
            expect(inDisplayLanguage(sentence)).to.equal(`[${sentence}]`);
        });

        it('are translated with values that are sentences', () => {
            expect(
                inDisplayLanguage('Your plan (free) does not include sharing. Upgrade to share this document.')
            ).to.equal('[Your plan (free) does not include [sharing]. Upgrade to [share this document].]');
        });

        it('have values as the user wrote them, also with line breaks and braces', () => {
            expect(inDisplayLanguage('The cloud document “{0}\n$&” does not exist.')).to.equal(
                '[The cloud document “{0}\n$&” does not exist.]'
            );
        });

        it('come back as they are if this release does not know them', () => {
            expect(translationOf('A sentence of a later release.')).to.equal(undefined);
            expect(inDisplayLanguage('A sentence of a later release.')).to.equal('A sentence of a later release.');
            expect(reasonOf(new Error('socket hang up'))).to.equal('socket hang up');
        });

        it('are those of the code if this release does not know the words of the gateway', () => {
            expect(reasonOf(new CloudError('PAYMENT_SERVICE_REFUSED', 'New words.'))).to.equal(
                `[${ERRORS.PAYMENT_SERVICE_REFUSED.sentence}]`
            );
        });

        it('stay as they are if the IDE has said them in its own language', () => {
            const said = '{0} hat diesen Text geschrieben.';
            expect(reasonOf(new CloudError('FORBIDDEN', said))).to.equal(said);
            expect(reasonOf(new CloudError('VALIDATION_ERROR', said))).to.equal(said);
        });

        it('exist for every code of an error', () => {
            const unknown = Object.entries(ERRORS).filter(([, { sentence }]) => translationOf(sentence) === undefined);
            expect(
                unknown.map(([code]) => code),
                'Add their sentences to english-sentences.ts, and to the German table.'
            ).to.deep.equal([]);
        });

        it('of several fields are translated one by one', () => {
            const fields = { email: 'Enter an email address.', expires_at: ['The time is in the past.', 'New.'] };
            const message = 'Enter an email address. The time is in the past. New.';
            expect(reasonOf(new CloudError('VALIDATION_ERROR', message, { fields }))).to.equal(
                '[Enter an email address.] [The time is in the past.] New.'
            );
        });

        it('of an input say what is wrong with it', () => {
            expect(firstProblem(z.string().min(1, 'Enter a name.'), '')).to.equal('[Enter a name.]');
            expect(firstProblem(z.string(), 'notes.md')).to.equal(undefined);
        });

        const problems = [
            ...['', 'a'.repeat(256), 'a/b', ' a', '..', 'assets', 'a\u202Eb', '\u200B', 'a\u2060'].map(
                documentNameProblem
            ),
            ...['', 'a'.repeat(101), 'a\u0000'].map(labelProblem),
            ...['a//b', 'a/'.repeat(600), 'ä'.repeat(900)].map(folderProblem),
            ...['', 'ada', `${'a'.repeat(250)}@example.org`].map(emailAddressProblem),
            ...['\u0000', '\uD800'].map(text => storableTextSchema.safeParse(text).error?.issues[0]?.message)
        ];
        for (const problem of new Set(problems)) {
            it(`know “${problem}”`, () => {
                expect(problem).to.be.a('string');
                expect(translationOf(problem ?? '')).to.match(/^\[.*\]$/su);
            });
        }
    });
});
