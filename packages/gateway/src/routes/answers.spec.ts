// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { Hono } from 'hono';
import type { Visit } from '../admission/visit';
import type { GatewayContext, GatewayEnvironment } from '../http/request-variables';
import { json, pageAnswer, wholePageAnswer } from './answers';

describe('an answer', () => {
    /** Returns the text of an answer, and the bytes that the visit keeps for it. */
    async function made(answer: (context: GatewayContext) => object): Promise<{ text: string; kept: number }> {
        let kept = 0;
        const app = new Hono<GatewayEnvironment>();
        app.get('/', context => {
            context.set('visit', { keep: (bytes: number) => void (kept += bytes) } as Visit);
            return answer(context) as Response;
        });
        const response = await app.request('/');
        expect(response.headers.get('Content-Type')).to.equal('application/json');
        return { text: await response.text(), kept };
    }

    it('counts its bytes as memory of the caller', async () => {
        expect(await made(context => json(context, { data: 'é' }))).to.deep.equal({ text: '{"data":"é"}', kept: 13 });
    });

    it('counts the bytes of a list', async () => {
        const page = { items: ['é'], page_size: 20, next_cursor: 'next', prev_cursor: null, total_count: 7 };
        const { text, kept } = await made(context => pageAnswer(context, page));
        expect(JSON.parse(text)).to.deep.equal({
            data: ['é'],
            pagination: { next_cursor: 'next', prev_cursor: null, total_count: 7, limit: 20 }
        });
        expect(kept).to.equal(Buffer.byteLength(text));
        const whole = await made(context => wholePageAnswer(context, ['a', 'b']));
        expect(JSON.parse(whole.text)).to.have.nested.property('pagination.total_count', 2);
        expect(whole.kept).to.equal(whole.text.length);
    });
});
