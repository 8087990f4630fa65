// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { Mail } from './mail.js';
import { MailStore } from './mail-store.js';

function mailOf(subject: string, size: number): Mail {
    const nobody = { from: undefined, to: [], cc: [], bcc: [], replyTo: [], returnPath: '' };
    return { ...nobody, messageId: '', subject, date: new Date(0), text: '', html: '', attachments: [], size };
}

describe('the store of the mailbox', () => {
    const subjects = (store: MailStore): readonly string[] => store.list().map(({ mail }) => mail.subject);

    it('deletes the oldest mails when there are too many', () => {
        const store = new MailStore({ count: 2, bytes: 1000 });
        for (const subject of ['1', '2', '3']) {
            store.add(mailOf(subject, 1));
        }
        expect(subjects(store)).to.deep.equal(['3', '2']);
    });

    it('deletes the oldest mails when they have too many bytes, and always keeps the newest', () => {
        const store = new MailStore({ count: 10, bytes: 10 });
        store.add(mailOf('1', 6));
        store.add(mailOf('2', 4));
        expect(subjects(store)).to.deep.equal(['2', '1']);
        store.add(mailOf('3', 6));
        expect(subjects(store)).to.deep.equal(['3', '2']);
        store.add(mailOf('4', 11));
        expect(subjects(store)).to.deep.equal(['4']);
        store.delete();
        store.add(mailOf('5', 6));
        store.add(mailOf('6', 4));
        expect(subjects(store)).to.deep.equal(['6', '5']);
    });
});
