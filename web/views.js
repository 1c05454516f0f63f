/* The published views, made whole: a slider, a list and buttons that say what they are and what they
   stand at, and a Stack that puts a new frame up only when its picture is there. Used by
   widget_classes.js. */

import * as integer from "@jupyter-widgets/controls/lib/widget_int.js";
import * as selection from "@jupyter-widgets/controls/lib/widget_selection.js";
import * as containers from "@jupyter-widgets/controls/lib/widget_selectioncontainer.js";

import { fetchPicture, shownLeaf } from "./frames.js";

export class SelectionSliderView extends selection.SelectionSliderView {
  createSlider() {
    super.createSlider();
    const handle = this.$slider.querySelector(".noUi-handle");
    handle.setAttribute("aria-label", this.model.get("description"));
    this.$slider.noUiSlider.on("update", ([index]) => {
      handle.setAttribute("aria-valuetext", this.model.get("_options_labels")[index]);
    });
  }

  update(options) {
    super.update(options);
    // The published readout can be typed into, though nothing reads it. The handle tells the value.
    this.readout.contentEditable = "false";
    this.readout.setAttribute("aria-hidden", "true");
  }
}

export class DropdownView extends selection.DropdownView {
  render() {
    super.render();
    this.listbox.setAttribute("aria-label", this.model.get("description"));
  }
}

/* Buttons that let a control run by itself. Their icons are drawn in demo.css. */
export class PlayView extends integer.PlayView {
  render() {
    super.render();
    nameButton(this.stopButton, "Back to the start");
    nameButton(this.repeatButton, "Repeat");
  }

  updatePlaying() {
    super.updatePlaying();
    const playing = this.model.get("playing");
    nameButton(this.playPauseButton, playing ? "Pause" : "Play");
    // Sentences that follow each other faster than they can be read out are not announced.
    this.el.closest(".demo-live")?.querySelector(".demo-frames")
      ?.setAttribute("aria-live", playing ? "off" : "polite");
  }

  updateRepeat() {
    super.updateRepeat();
    this.repeatButton.setAttribute("aria-pressed", this.model.get("repeat"));
  }
}

function nameButton(button, name) {
  button.setAttribute("aria-label", name);
  button.title = name;
}

export class StackView extends containers.StackView {
  update_children() {
    const leaf = shownLeaf(this.model);
    const arriving = fetchPicture(leaf);
    if (!arriving) {
      super.update_children();
      return;
    }
    arriving.then(() => {
      if (leaf === shownLeaf(this.model)) super.update_children();
    });
  }
}
