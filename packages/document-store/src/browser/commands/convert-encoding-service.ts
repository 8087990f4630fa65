// SPDX-License-Identifier: MIT

import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import { SUPPORTED_ENCODINGS } from '@theia/core/lib/common/supported-encodings';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EncodingMode } from '@theia/editor/lib/browser/editor';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import { adviceForBinary } from '../cloud-view/upload-text';
import { labelOf, type UndecodableText } from '../local-text';
import { quoted } from '../quoted';

const CHOOSE = nls.localize('sanyam/encoding/choose', 'Choose Encoding…');
const CONVERT = nls.localize('sanyam/encoding/convert', 'Convert');
const GO_TO_LINE = nls.localize('sanyam/encoding/goToLine', 'Go to Line');

/** Offers to read a local file in another encoding when its text cannot be saved to the cloud. */
@injectable()
export class ConvertEncodingService {
    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    /** Says why the file was refused, and offers to convert it. Returns whether the editor now shows it converted. */
    async offer(name: string, widget: EditorWidget, { encoding, reason }: UndecodableText): Promise<boolean> {
        switch (reason.kind) {
            case 'binary':
                await this.messages.error(
                    nls.localize(
                        'sanyam/encoding/binary',
                        'Could not save {0} to the cloud. {1}',
                        quoted(name),
                        adviceForBinary(name)
                    )
                );
                return false;
            case 'damaged':
                return this.offerDamaged(name, widget, encoding, reason.line);
            case 'encoding':
                return this.offerConversion(name, widget, encoding, reason.suggestion);
        }
    }

    private async offerConversion(
        name: string,
        widget: EditorWidget,
        encoding: string,
        suggestion: string | undefined
    ): Promise<boolean> {
        const answer =
            suggestion === undefined
                ? await this.messages.warn(
                      nls.localize(
                          'sanyam/encoding/unknown',
                          'Could not save {0} to the cloud. It is not text in {1}, so characters would be lost. Choose the encoding of the file to convert it.',
                          quoted(name),
                          encoding
                      ),
                      { timeout: 0 },
                      CHOOSE
                  )
                : await this.messages.warn(
                      nls.localize(
                          'sanyam/encoding/suggestion',
                          'Could not save {0} to the cloud. It is not text in {1}, so characters would be lost. Its encoding seems to be {2}.',
                          quoted(name),
                          encoding,
                          labelOf(suggestion)
                      ),
                      { timeout: 0 },
                      CONVERT,
                      CHOOSE
                  );
        const chosen = answer === CHOOSE ? await this.choose() : answer && suggestion;
        return chosen === undefined ? false : this.convert(name, widget, chosen);
    }

    /** The file has the encoding of the editor, but some bytes are wrong. The editor shows them as U+FFFD. */
    private async offerDamaged(name: string, widget: EditorWidget, encoding: string, line: number): Promise<boolean> {
        const answer = await this.messages.warn(
            nls.localize(
                'sanyam/encoding/damaged',
                'Could not save {0} to the cloud. It seems to be {1}, but line {2} has a damaged character (�). Replace all of them and save the file, then save it to the cloud again.',
                quoted(name),
                encoding,
                line
            ),
            { timeout: 0 },
            GO_TO_LINE,
            CHOOSE
        );
        if (answer === GO_TO_LINE) {
            const { editor } = widget;
            editor.cursor = {
                line: line - 1,
                character: Math.max(0, editor.document.getLineContent(line).indexOf('\uFFFD'))
            };
            editor.revealPosition(editor.cursor);
            editor.focus();
        }
        const chosen = answer === CHOOSE ? await this.choose() : undefined;
        return chosen === undefined ? false : this.convert(name, widget, chosen);
    }

    private async choose(): Promise<string | undefined> {
        const items = Object.entries(SUPPORTED_ENCODINGS)
            .filter(([, { encodeOnly }]) => encodeOnly !== true)
            .sort(([, one], [, other]) => one.order - other.order)
            .map(([value, { labelLong }]) => ({ label: labelLong, value }));
        const chosen = await this.quickInput.showQuickPick(items, {
            placeholder: nls.localize('sanyam/encoding/select', 'Select the encoding of the file')
        });
        return chosen?.value;
    }

    /** Reads the file again, as Reopen with Encoding does. That would replace unsaved changes. */
    private async convert(name: string, widget: EditorWidget, encoding: string): Promise<boolean> {
        const { editor } = widget;
        if (!(editor instanceof MonacoEditor)) {
            return false;
        }
        if (editor.document.dirty) {
            await this.messages.warn(
                nls.localize(
                    'sanyam/encoding/hasChanges',
                    'Could not convert {0}, because it has changes. Undo them, then save it to the cloud again.',
                    quoted(name)
                )
            );
            return false;
        }
        await editor.setEncoding(encoding, EncodingMode.Decode);
        return true;
    }
}
