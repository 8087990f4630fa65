// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { MessageService } from '@theia/core/lib/common/message-service';
import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import { Container } from '@theia/core/shared/inversify';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { expect } from 'chai';
import { adviceForBinary } from '../cloud-view/upload-text';
import { UndecodableText } from '../local-text';
import { ConvertEncodingService } from './convert-encoding-service';

disableBrowserGlobals();

describe('a local file that is not text, when it is saved to the cloud', () => {
    for (const name of ['photo.png', 'program.bin']) {
        it(`is refused with the advice of an upload: ${name}`, async () => {
            const said: string[] = [];
            const container = new Container();
            container.bind<unknown>(MessageService).toConstantValue({
                error: (text: string) => Promise.resolve(said.push(text))
            });
            container.bind<unknown>(QuickInputService).toConstantValue({});
            container.bind(ConvertEncodingService).toSelf();
            const refusal = new UndecodableText('UTF-8', { kind: 'binary' });
            const isConverted = await container.get(ConvertEncodingService).offer(name, {} as EditorWidget, refusal);
            expect(isConverted).to.equal(false);
            expect(said.map(text => text.replaceAll('\\', ''))).to.deep.equal([
                `Could not save “${name}” to the cloud. ${adviceForBinary(name)}`
            ]);
        });
    }
});
