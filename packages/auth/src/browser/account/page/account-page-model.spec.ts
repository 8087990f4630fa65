// SPDX-License-Identifier: MIT

import type { SignedInUser } from '@sanyam/types';
import { expect } from 'chai';
import type { UserAccount } from '../../../common/account/user-account';
import type { PasswordRule } from '../../../common/sign-in/password-rule';
import { AccountPageModel } from './account-page-model';

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };
const BOB: SignedInUser = { id: 'bob', email: 'bob@example.org' };

describe('the model of the account page', () => {
    /** Opens the page of Ada. A test decides when the server answers. */
    function open(passwordRule: () => Promise<PasswordRule | undefined> = async () => undefined) {
        const sent: string[] = [];
        const note = async (value: string): Promise<void> => void sent.push(value);
        const answers = { read: Promise.withResolvers<UserAccount>(), rename: Promise.withResolvers<UserAccount>() };
        const session = { ready: Promise.resolve(), user: ADA };
        const model = Object.assign(new AccountPageModel(), {
            session,
            signIn: { passwordRule, setPassword: note },
            accounts: {
                read: () => answers.read.promise,
                rename: () => answers.rename.promise,
                changeEmail: async (email: string) => {
                    await note(email);
                    return account(ADA, 'Ada');
                }
            }
        });
        return { model, session, answers, sent };
    }

    const account = ({ email }: SignedInUser, name: string): UserAccount => ({
        email,
        name,
        newEmail: undefined,
        picture: undefined,
        waysIn: []
    });

    it('shows what the server says of the user', async () => {
        const { model, answers } = open();
        answers.read.resolve(account(ADA, 'Ada'));
        await model.refresh();
        expect(model.account?.name).to.equal('Ada');
    });

    it('shows the account before the rule for passwords, and also without one', async () => {
        const { model, answers } = open(() => new Promise(() => undefined));
        answers.read.resolve(account(ADA, 'Ada'));
        await model.refresh();
        expect(model.account?.name).to.equal('Ada');
    });

    it('keeps the rule for passwords when a new name makes the account out of date', async () => {
        const rule = { minimumLength: 8, characters: [] };
        const { model, answers } = open(async () => rule);
        const reading = model.refresh();
        await new Promise(setImmediate);
        answers.rename.resolve(account(ADA, 'Ada Lovelace'));
        await model.rename('Ada Lovelace');
        answers.read.resolve(account(ADA, 'Ada'));
        await reading;
        expect(model.rule).to.equal(rule);
    });

    it('says to nobody else what failed', async () => {
        const { model, session, answers } = open();
        const reading = model.refresh();
        await session.ready;
        session.user = BOB;
        answers.read.reject(new Error('away'));
        await reading;
        expect(model.failure).to.equal(undefined);
    });

    it('shows no answer about a user to another one', async () => {
        const { model, session, answers } = open();
        const work = [model.refresh(), model.rename('Ada Lovelace')];
        await session.ready;
        session.user = BOB;
        answers.read.resolve(account(ADA, 'Ada'));
        answers.rename.resolve(account(ADA, 'Ada Lovelace'));
        await Promise.all(work);
        expect(model.account).to.equal(undefined);
    });

    it('keeps a new name when an older answer comes late', async () => {
        const { model, answers } = open();
        const reading = model.refresh();
        await new Promise(setImmediate);
        answers.rename.resolve(account(ADA, 'Ada Lovelace'));
        await model.rename('Ada Lovelace');
        answers.read.resolve(account(ADA, 'Ada'));
        await reading;
        expect(model.account?.name).to.equal('Ada Lovelace');
    });

    it('sends an email and a password as the sign-in does, and only if the server can take them', async () => {
        const { model, answers, sent } = open(async () => ({ minimumLength: 8, characters: [] }));
        answers.read.resolve(account(ADA, 'Ada'));
        await model.refresh();
        const refusals: unknown[] = [];
        const note = (error: Error): void => void refusals.push(error.message);
        await model.changeEmail(' ada@bücher.example ');
        await model.changeEmail('ada@').catch(note);
        await model.changePassword('cafe\u0301-cafe\u0301').catch(note);
        await model.changePassword('short').catch(note);
        await model.changePassword('ü'.repeat(37)).catch(note);
        expect(sent).to.deep.equal(['ada@xn--bcher-kva.example', 'caf\u00e9-caf\u00e9']);
        expect(refusals.join('\n')).to.match(/^Enter an email.*\n.*At least 8 characters.*\n.*at most 72 bytes/);
    });
});
